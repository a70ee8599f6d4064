package io.skua.remoting.protocol;

import org.jspecify.annotations.Nullable;

/** The two forms of a frame's header (protocol 1.3, 1.4). */
public enum SerializeType {
  /** Text: what every peer reads. */
  JSON((byte) 0),

  /** Bytes: shorter. */
  ROCKETMQ((byte) 1);

  private final byte code;

  SerializeType(byte code) {
    this.code = code;
  }

  /** Returns the form of a code, or null if there is none. */
  public static @Nullable SerializeType valueOf(byte code) {
    for (SerializeType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** Returns the first byte of a frame's second word. */
  public byte getCode() {
    return code;
  }
}
