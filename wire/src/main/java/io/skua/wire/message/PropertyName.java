package io.skua.wire.message;

/** Names of the properties that the layers below the public API read or write (protocol 4.2). */
public final class PropertyName {
  /** Business keys, separated by blanks. */
  public static final String KEYS = "KEYS";

  /** The tag that consumers filter by. */
  public static final String TAGS = "TAGS";

  /** "false" when the sender does not wait for the disk; anything else, or none, means true. */
  public static final String WAIT = "WAIT";

  /** Delay level, a decimal number from 1. */
  public static final String DELAY = "DELAY";

  /** The unique id that the client gives a message (protocol 4.5). */
  public static final String UNIQ_KEY = "UNIQ_KEY";

  /** Number of messages of an inner batch. */
  public static final String INNER_NUM = "INNER_NUM";

  /** First queue offset of an inner batch. */
  public static final String INNER_BASE = "INNER_BASE";

  /** Topic that a parked message is for: one that waits for its delay, say. */
  public static final String REAL_TOPIC = "REAL_TOPIC";

  /** Queue of {@link #REAL_TOPIC}, a decimal number. */
  public static final String REAL_QID = "REAL_QID";

  /** Producer group. */
  public static final String PGROUP = "PGROUP";

  /** Timer: seconds until delivery. */
  public static final String TIMER_DELAY_SEC = "TIMER_DELAY_SEC";

  /** Timer: milliseconds until delivery. */
  public static final String TIMER_DELAY_MS = "TIMER_DELAY_MS";

  /** Timer: wall time of delivery in milliseconds. */
  public static final String TIMER_DELIVER_MS = "TIMER_DELIVER_MS";

  /** Timer, set by the broker: the second of delivery, rounded down, in milliseconds. */
  public static final String TIMER_OUT_MS = "TIMER_OUT_MS";

  /** Timer, set by the broker: when the message was parked. */
  public static final String TIMER_ENQUEUE_MS = "TIMER_ENQUEUE_MS";

  /** Timer, set by the broker: when the message was taken out to be delivered. */
  public static final String TIMER_DEQUEUE_MS = "TIMER_DEQUEUE_MS";

  /** Timer, set by the broker: how often the message was parked again. */
  public static final String TIMER_ROLL_TIMES = "TIMER_ROLL_TIMES";

  /** Timer: {@code topic+unique key} of the message of the same second not to deliver. */
  public static final String TIMER_DEL_UNIQKEY = "TIMER_DEL_UNIQKEY";

  private PropertyName() {}
}
