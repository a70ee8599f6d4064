package io.skua.wire.body;

/** How a group gets its messages (protocol b 3.5); unknown names read as pull. */
public enum MessageRequestMode {
  /** Each queue belongs to one client, which reads it. */
  PULL,
  /** The broker hands messages out to whoever asks. */
  POP
}
