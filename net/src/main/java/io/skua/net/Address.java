package io.skua.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer is: a host name or literal address, and a port. Compared by text, not resolved.
 *
 * @param host the name or literal, an IPv6 literal without its brackets
 * @param port 0 to 65535; 0 asks for any free port and makes sense for listening only
 */
public record Address(String host, int port) {
  public Address {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is blank");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("the port " + port + " is not between 0 and 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [v6]:port}, divided at the last colon (protocol 1.10).
   *
   * @throws IllegalArgumentException when the text is not of that form; its text says what was
   *     expected
   */
  public static Address parse(String text) {
    String trimmed = text.trim();
    int colon = trimmed.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + text + "' is not of the form host:port");
    }
    String host = trimmed.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Address(host, Integer.parseInt(trimmed.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not of the form host:port", e);
    }
  }

  /**
   * Returns what a literal address stands for, or null when the text is none. Never asks a name
   * service.
   */
  public static @Nullable InetAddress literal(String host) {
    try {
      if (host.indexOf(':') >= 0) {
        return InetAddress.getByName(host); // With a colon it is a literal or an error.
      }
      byte[] v4 = v4(host);
      return v4 == null ? null : InetAddress.getByAddress(v4);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static byte @Nullable [] v4(String host) {
    byte[] address = new byte[4];
    int at = 0;
    int number = -1;
    for (int i = 0; i <= host.length(); i++) {
      char c = i < host.length() ? host.charAt(i) : '.';
      if (c == '.' && number >= 0 && at < 4) {
        address[at++] = (byte) number;
        number = -1;
      } else if (c >= '0' && c <= '9' && number < 26) {
        number = Math.max(0, number) * 10 + c - '0';
      } else {
        return null;
      }
      if (number > 255) {
        return null;
      }
    }
    return at == 4 ? address : null;
  }

  /** Returns this address with another port. */
  public Address withPort(int other) {
    return new Address(host, other);
  }

  // Compared by hand: to link what a record derives costs the JVM much of a client's start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && port == address.port && host.equals(address.host);
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /** Returns {@code host:port}, with brackets around an IPv6 literal. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
