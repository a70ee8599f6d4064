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

  /** Names the request that a reply belongs to (protocol 6.17). */
  public static final String CORRELATION_ID = "CORRELATION_ID";

  /** The id of the client that waits for a reply. */
  public static final String REPLY_TO_CLIENT = "REPLY_TO_CLIENT";

  /** When a broker passed a reply on, in milliseconds since 1970. */
  public static final String PUSH_REPLY_TIME = "PUSH_REPLY_TIME";

  /** First queue offset of an inner batch. */
  public static final String INNER_BASE = "INNER_BASE";

  /** The topic of a message that is kept in another one for a while. */
  public static final String REAL_TOPIC = "REAL_TOPIC";

  /** The queue of a message that is kept in another one for a while. */
  public static final String REAL_QUEUE_ID = "REAL_QID";

  /** "true" for a half message. */
  public static final String TRANSACTION_PREPARED = "TRAN_MSG";

  /** The group of the producer that knows how a transaction ended. */
  public static final String PRODUCER_GROUP = "PGROUP";

  /** The id of a transaction: the unique key of its half message. */
  public static final String TRANSACTION_ID = "__transactionId__";

  /** How often the producer was asked how a transaction ended. */
  public static final String TRANSACTION_CHECK_TIMES = "TRANSACTION_CHECK_TIMES";

  /** Seconds before a producer is first asked how a transaction ended; set by the user. */
  public static final String CHECK_IMMUNITY_SECONDS = "CHECK_IMMUNITY_TIME_IN_SECONDS";

  /** The half-queue offset of the first copy of a half message. */
  public static final String FIRST_HALF_OFFSET = "TRAN_PREPARED_QUEUE_OFFSET";

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

  /** Pop: the receipt, in messages of pop retry topics as they are handed out (protocol b 7.4). */
  public static final String POP_RECEIPT = "POP_CK";

  /** Pop: when a message that comes again was popped first, in wall milliseconds. */
  public static final String FIRST_POP_TIME = "1ST_POP_TIME";

  /** Of a message that was given back: the topic that it was consumed from at first. */
  public static final String RETRY_TOPIC = "RETRY_TOPIC";

  /** Of a message that was given back: the broker's id of the message that was sent. */
  public static final String ORIGIN_MESSAGE_ID = "ORIGIN_MESSAGE_ID";

  private PropertyName() {}
}
