package io.skua.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the address of this machine that goes into client ids (protocol 6.2): an address that
 * others can tell machines apart by. Nobody connects to it. Safe for use from any thread.
 */
final class LocalAddress {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAddress.class);

  private LocalAddress() {}

  /**
   * Returns the best address as text, IPv6 in brackets. Looks at the interfaces of this machine
   * only, never asks a name service, and so returns at once; with no usable interface, or if they
   * cannot be listed, it is the loopback address.
   */
  static String choose() {
    InetAddress best = null;
    try {
      best = best(ofUsableInterfaces());
    } catch (SocketException e) {
      LOG.warn(
          "Could not list the network interfaces; the client id will name the loopback address. "
              + "Call setClientIP if it has to name this machine.",
          e);
    }
    return text(best != null ? best : InetAddress.getLoopbackAddress());
  }

  /**
   * Returns the first IPv4 address that is not internal, else the last IPv4 address, else the first
   * IPv6 address that is not internal, else the first IPv6 address, else null. Loopback does not
   * count.
   */
  static @Nullable InetAddress best(List<InetAddress> addresses) {
    InetAddress lastV4 = null;
    InetAddress firstV6 = null;
    InetAddress firstPublicV6 = null;
    for (InetAddress address : addresses) {
      if (address.isLoopbackAddress()) {
        continue;
      }
      if (address instanceof Inet4Address) {
        if (!isInternal(address)) {
          return address;
        }
        lastV4 = address;
      } else {
        firstV6 = firstV6 == null ? address : firstV6;
        firstPublicV6 = firstPublicV6 == null && !isInternal(address) ? address : firstPublicV6;
      }
    }
    if (lastV4 != null) {
      return lastV4;
    }
    return firstPublicV6 != null ? firstPublicV6 : firstV6;
  }

  /** Returns the address as it stands in a client id. */
  static String text(InetAddress address) {
    String host = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + host + "]" : host;
  }

  // A link-local IPv4 address, 169.254/16, counts as one that others can reach: the reference
  // counts it so, and the id of a machine must not depend on the client that makes it.
  private static boolean isInternal(InetAddress address) {
    return address.isSiteLocalAddress()
        || (address instanceof Inet6Address
            && (address.isLinkLocalAddress() || address.isAnyLocalAddress()));
  }

  private static List<InetAddress> ofUsableInterfaces() throws SocketException {
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (isUsable(each)) {
        addresses.addAll(Collections.list(each.getInetAddresses()));
      }
    }
    return addresses;
  }

  private static boolean isUsable(NetworkInterface each) throws SocketException {
    return each.isUp() && !each.isVirtual() && !each.isPointToPoint() && !isBridge(each);
  }

  /** Bridges of containers have the same address on every machine. Linux only; else false. */
  private static boolean isBridge(NetworkInterface each) {
    return Files.exists(Path.of("/sys/class/net", each.getName(), "bridge"));
  }
}
