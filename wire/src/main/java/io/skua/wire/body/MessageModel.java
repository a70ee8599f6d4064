package io.skua.wire.body;

/** Who of a group gets a message (protocol b 2.2); unknown names read as clustering. */
public enum MessageModel {
  /** Every client. */
  BROADCASTING,
  /** One client. */
  CLUSTERING
}
