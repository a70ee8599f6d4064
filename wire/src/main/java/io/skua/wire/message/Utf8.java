package io.skua.wire.message;

/** Sizes of text on the wire, without encoding it. */
final class Utf8 {
  private Utf8() {}

  /** Returns how many bytes the text takes as UTF-8; a lone surrogate takes one, for {@code ?}. */
  static int length(String text) {
    int length = text.length();
    int bytes = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes += 1;
      } else if (!Character.isSurrogate(c)) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 2;
        i++;
      }
    }
    return bytes;
  }
}
