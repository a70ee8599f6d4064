package io.skua.wire.message;

import io.skua.wire.MalformedException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The message id that a broker gives: where it is stored (protocol 4.5).
 *
 * @param host address of the broker, resolved
 * @param logOffset place in its commit log
 */
public record OffsetMessageId(InetSocketAddress host, long logOffset) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int V4_CHARACTERS = 32;
  private static final int V6_CHARACTERS = 56;

  /** Returns the 32 or 56 characters of the id. */
  public String text() {
    byte[] address = host.getAddress().getAddress();
    byte[] bytes =
        ByteBuffer.allocate(address.length + 12)
            .put(address)
            .putInt(host.getPort())
            .putLong(logOffset)
            .array();
    return HEX.formatHex(bytes);
  }

  /**
   * Reads an id, in either case.
   *
   * @throws MalformedException when it is not 32 or 56 hexadecimal characters with a port
   */
  public static OffsetMessageId parse(String text) {
    if (text.length() != V4_CHARACTERS && text.length() != V6_CHARACTERS) {
      throw new MalformedException(
          "an offset message id has 32 or 56 characters, not " + text.length());
    }
    byte[] bytes;
    try {
      bytes = HEX.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("an offset message id is hexadecimal, not " + text, e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] address = new byte[bytes.length - 12];
    buffer.get(address);
    InetSocketAddress host = HostBytes.read(address, buffer.getInt(), "offset message id");
    return new OffsetMessageId(host, buffer.getLong());
  }
}
