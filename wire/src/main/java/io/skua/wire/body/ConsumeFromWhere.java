package io.skua.wire.body;

/**
 * Where a group without offsets begins (protocol b 2.2); unknown names read as the last offset. The
 * names from the fourth on are deprecated: they read and write as what they are, and mean the last
 * offset.
 */
public enum ConsumeFromWhere {
  CONSUME_FROM_LAST_OFFSET,
  CONSUME_FROM_FIRST_OFFSET,
  CONSUME_FROM_TIMESTAMP,
  CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST,
  CONSUME_FROM_MIN_OFFSET,
  CONSUME_FROM_MAX_OFFSET
}
