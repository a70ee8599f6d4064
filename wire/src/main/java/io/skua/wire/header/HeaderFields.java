package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a frame that is to be sent: written straight from what they are made of, as often
 * as the frame is encoded.
 */
public abstract class HeaderFields extends Fields {
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public @Nullable String find(String name) {
    return toMap().get(name);
  }
}
