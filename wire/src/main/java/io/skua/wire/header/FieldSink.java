package io.skua.wire.header;

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
}
