package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/** Where the fields of a header are written to. Each form of the frame's header has one. */
public interface FieldSink {
  /** Writes a text. */
  void text(String name, String value);

  /** Writes a number as its decimal text. */
  void number(String name, long value);

  /** Writes {@code true} or {@code false}. */
  default void bool(String name, boolean value) {
    text(name, value ? "true" : "false");
  }

  /** Writes a text, or leaves the field out when it is null. */
  default void optional(String name, @Nullable String value) {
    if (value != null) {
      text(name, value);
    }
  }

  /** Writes a number, or leaves the field out when it is null. */
  default void optional(String name, @Nullable Number value) {
    if (value != null) {
      number(name, value.longValue());
    }
  }

  /** Writes a boolean, or leaves the field out when it is null. */
  default void optional(String name, @Nullable Boolean value) {
    if (value != null) {
      bool(name, value);
    }
  }
}
