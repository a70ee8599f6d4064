package io.skua.wire.body;

/** How a group gets its messages (protocol b 2.2); unknown names read as passively. */
public enum ConsumeType {
  CONSUME_ACTIVELY,
  CONSUME_PASSIVELY,
  CONSUME_POP
}
