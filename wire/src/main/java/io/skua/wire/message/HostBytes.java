package io.skua.wire.message;

import io.skua.wire.MalformedException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Resolved addresses as bytes and back. */
final class HostBytes {
  private static final int MAX_PORT = 0xFFFF;

  private HostBytes() {}

  static boolean v6(InetSocketAddress host) {
    return host.getAddress() instanceof Inet6Address;
  }

  /** Returns an address from bytes that a peer sent; no name service is asked. */
  static InetSocketAddress read(byte[] address, int port, String what) {
    if (port < 0 || port > MAX_PORT) {
      throw new MalformedException(what + " has port " + port + ", not 0 to " + MAX_PORT);
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new MalformedException(what + " has an address of " + address.length + " bytes", e);
    }
  }
}
