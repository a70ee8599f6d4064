package interop.harness;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A message body as a value: equal by content, short to print however long it is. Immutable. */
public final class Body {
  private static final int SHOWN = 40;
  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The body with a copy of these bytes. */
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /** The body with this text in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    String start = new String(bytes, 0, Math.min(SHOWN, bytes.length), StandardCharsets.UTF_8);
    return "%d bytes, crc %08x: %s".formatted(bytes.length, crc.getValue(), start);
  }
}
