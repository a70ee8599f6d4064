package io.skua.wire.message;

import io.skua.wire.MalformedException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resolved addresses as bytes and back. The few that records come from again and again are kept: a
 * fixed number of slots, each with the last address that hashed to it. A race between two writers
 * costs an address, never a wrong answer.
 */
final class HostBytes {
  private static final int MAX_PORT = 0xFFFF;
  private static final int SLOTS = 64;
  private static final @Nullable Recent[] RECENT = new Recent[SLOTS];

  private static final class Recent {
    private final byte[] address;
    private final InetSocketAddress host;

    Recent(byte[] address, InetSocketAddress host) {
      this.address = address;
      this.host = host;
    }
  }

  private HostBytes() {}

  static boolean v6(InetSocketAddress host) {
    return host.getAddress() instanceof Inet6Address;
  }

  /**
   * Returns an address from bytes that a peer sent; no name service is asked.
   *
   * @param length of the address without the port, 4 or 16
   */
  static InetSocketAddress read(byte[] bytes, int from, int length, int port, String what) {
    int slot = (31 * bytes[from + length - 1] + 7 * bytes[from + length - 2] + port) & (SLOTS - 1);
    Recent recent = RECENT[slot];
    if (recent != null
        && recent.host.getPort() == port
        && Arrays.equals(recent.address, 0, recent.address.length, bytes, from, from + length)) {
      return recent.host;
    }
    byte[] address = Arrays.copyOfRange(bytes, from, from + length);
    InetSocketAddress host = read(address, port, what);
    RECENT[slot] = new Recent(address, host);
    return host;
  }

  /** As the other, for an address that stands alone. */
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
