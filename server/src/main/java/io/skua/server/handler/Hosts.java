package io.skua.server.handler;

import io.skua.net.Link;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The two addresses that a message carries: where it came from, and where its broker is reached.
 * Found once per connection. On the loop.
 */
public final class Hosts {
  private static final String ATTRIBUTE = "hosts";
  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable InetSocketAddress advertised;

  /**
   * Makes the rule.
   *
   * @param advertised the broker's address for everybody, resolved; null: the one that each client
   *     has reached
   */
  public Hosts(@Nullable InetSocketAddress advertised) {
    this.advertised = advertised;
  }

  /** Returns the addresses of what comes in on a connection. */
  Ends of(Link link) {
    Object known = link.attribute(ATTRIBUTE);
    if (known != null) {
      return (Ends) known;
    }
    Ends ends = new Ends(link.remote(), advertised == null ? link.local() : advertised);
    link.attribute(ATTRIBUTE, ends);
    return ends;
  }

  /** The two addresses of one connection's messages. */
  static final class Ends {
    final InetSocketAddress born;
    final InetSocketAddress store;
    private final byte[] idPrefix;

    Ends(InetSocketAddress born, InetSocketAddress store) {
      this.born = born;
      this.store = store;
      byte[] address = store.getAddress().getAddress();
      idPrefix = new byte[address.length * 2 + 8];
      int at = 0;
      for (byte b : address) {
        at = hex(idPrefix, at, b, 2);
      }
      hex(idPrefix, at, store.getPort(), 8);
    }

    /** Returns the offset message id of a record (protocol 4.5). */
    String messageId(long logOffset) {
      byte[] id = new byte[idPrefix.length + 16];
      System.arraycopy(idPrefix, 0, id, 0, idPrefix.length);
      hex(id, idPrefix.length, logOffset, 16);
      return new String(id, StandardCharsets.ISO_8859_1);
    }
  }

  private static int hex(byte[] target, int at, long value, int characters) {
    for (int i = 0; i < characters; i++) {
      target[at + i] = DIGITS[(int) (value >>> (4 * (characters - 1 - i))) & 0xF];
    }
    return at + characters;
  }
}
