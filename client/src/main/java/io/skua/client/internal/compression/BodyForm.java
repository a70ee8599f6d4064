package io.skua.client.internal.compression;

/** How much of a stored body a reader wants (protocol b 4.4). */
public enum BodyForm {
  /** As it was sent. */
  RESTORED,
  /** As it is stored, so that a body that was compressed still is, and its sysFlag says so. */
  AS_STORED,
  /** Not at all: the message has no body. */
  LEFT_OUT
}
