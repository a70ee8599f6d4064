package io.skua.common.consumer;

/**
 * Where a group begins in a queue for which it has no offset yet (protocol B 3.6). Brokers have a
 * say in it: for a queue whose first message is recent they answer that the group is at 0, and then
 * it begins there whatever is set.
 */
public enum ConsumeFromWhere {
  /** At the end; in the group's own retry topic, at the beginning. */
  CONSUME_FROM_LAST_OFFSET,

  /** As {@link #CONSUME_FROM_LAST_OFFSET}, which is its successor. */
  @Deprecated
  CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST,

  /** As {@link #CONSUME_FROM_LAST_OFFSET}, whatever the name says. */
  @Deprecated
  CONSUME_FROM_MIN_OFFSET,

  /** As {@link #CONSUME_FROM_LAST_OFFSET}. */
  @Deprecated
  CONSUME_FROM_MAX_OFFSET,

  /** At the first message that is still there. */
  CONSUME_FROM_FIRST_OFFSET,

  /** At the first message that was stored at the time that is set, or later. */
  CONSUME_FROM_TIMESTAMP
}
