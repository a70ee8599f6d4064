package io.skua.wire.frame;

/**
 * The two forms of a frame's header (protocol 1.2). A peer reads both on every frame, whatever it
 * writes itself.
 */
public enum HeaderForm {
  /** A JSON object; type byte 0. */
  JSON(0),
  /** The binary form; type byte 1. It carries codes of 16 bits only. */
  ROCKETMQ(1);

  private final int type;

  HeaderForm(int type) {
    this.type = type;
  }

  /** Returns the type byte of the frame. */
  public int type() {
    return type;
  }

  /** Returns the form to use for a code: those beyond 16 bits fit JSON only (protocol 1.4). */
  public HeaderForm fitting(int code) {
    return code == (short) code ? this : JSON;
  }
}
