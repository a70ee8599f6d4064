package io.skua.wire.message;

import org.jspecify.annotations.Nullable;

/** The 64 bit number that stands for a tag in a queue entry (protocol 4.7). */
public final class TagCode {
  private TagCode() {}

  /** Returns the code of a tag; 0 for none. */
  public static long of(@Nullable String tag) {
    return tag == null ? 0 : tag.hashCode();
  }

  /**
   * Returns the code of the property {@code TAGS} of a property string, without making a copy of
   * the value; 0 when there is none.
   */
  public static long ofProperties(String properties) {
    long span = MessageProperties.find(properties, PropertyName.TAGS);
    if (span < 0) {
      return 0;
    }
    int hash = 0;
    for (int i = MessageProperties.from(span), to = MessageProperties.to(span); i < to; i++) {
      hash = 31 * hash + properties.charAt(i);
    }
    return hash;
  }
}
