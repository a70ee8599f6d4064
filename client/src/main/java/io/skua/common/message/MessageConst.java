package io.skua.common.message;

import java.util.HashSet;
import java.util.List;

/**
 * Names of the properties that the system knows (protocol 4.2). Those in {@link #STRING_HASH_SET}
 * are refused by {@link Message#putUserProperty}; the others an application may set.
 */
public class MessageConst {
  /** Business keys, separated by blanks; brokers index each of them. */
  public static final String PROPERTY_KEYS = "KEYS";

  /** The one tag that consumers filter by. */
  public static final String PROPERTY_TAGS = "TAGS";

  /** Whether the answer waits for flush and replication; missing means true. */
  public static final String PROPERTY_WAIT_STORE_MSG_OK = "WAIT";

  /** Delay level, a decimal number. */
  public static final String PROPERTY_DELAY_TIME_LEVEL = "DELAY";

  /** Original topic of a message in a retry topic. */
  public static final String PROPERTY_RETRY_TOPIC = "RETRY_TOPIC";

  /** Original topic of a message that the broker parks elsewhere. */
  public static final String PROPERTY_REAL_TOPIC = "REAL_TOPIC";

  /** Original queue id of a message that the broker parks elsewhere. */
  public static final String PROPERTY_REAL_QUEUE_ID = "REAL_QID";

  /** "true" on the half message of a transaction. */
  public static final String PROPERTY_TRANSACTION_PREPARED = "TRAN_MSG";

  /** Group of the producer that the broker asks about a transaction. */
  public static final String PROPERTY_PRODUCER_GROUP = "PGROUP";

  /** First offset of the queue at the pull that brought the message. */
  public static final String PROPERTY_MIN_OFFSET = "MIN_OFFSET";

  /** Offset after the last one of the queue at the pull that brought the message. */
  public static final String PROPERTY_MAX_OFFSET = "MAX_OFFSET";

  /** Legacy. */
  public static final String PROPERTY_BUYER_ID = "BUYER_ID";

  /** Id that a retried message had at first. */
  public static final String PROPERTY_ORIGIN_MESSAGE_ID = "ORIGIN_MESSAGE_ID";

  /** Legacy. */
  public static final String PROPERTY_TRANSFER_FLAG = "TRANSFER_FLAG";

  /** Legacy. */
  public static final String PROPERTY_CORRECTION_FLAG = "CORRECTION_FLAG";

  /** Legacy. */
  public static final String PROPERTY_MQ2_FLAG = "MQ2_FLAG";

  /** How often a message sent to a retry topic has been consumed again. */
  public static final String PROPERTY_RECONSUME_TIME = "RECONSUME_TIME";

  /** Region of the broker; the broker adds it. */
  public static final String PROPERTY_MSG_REGION = "MSG_REGION";

  /** Whether the broker wants traces; the broker adds it. */
  public static final String PROPERTY_TRACE_SWITCH = "TRACE_ON";

  /** Unique id that the sender gave the message. */
  public static final String PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX = "UNIQ_KEY";

  /** Further unique id, for the system. */
  public static final String PROPERTY_EXTEND_UNIQ_INFO = "EXTEND_UNIQ_INFO";

  /** How often a message sent to a retry topic may be consumed again. */
  public static final String PROPERTY_MAX_RECONSUME_TIMES = "MAX_RECONSUME_TIMES";

  /** When this client began to consume the message, in milliseconds since 1970. */
  public static final String PROPERTY_CONSUME_START_TIMESTAMP = "CONSUME_START_TIME";

  /** Number of messages in an inner batch. */
  public static final String PROPERTY_INNER_NUM = "INNER_NUM";

  /** First queue offset of an inner batch. */
  public static final String PROPERTY_INNER_BASE = "INNER_BASE";

  /** What the broker detects duplicates by. */
  public static final String DUP_INFO = "DUP_INFO";

  /** Seconds before the broker first asks about a transaction; the application may set it. */
  public static final String PROPERTY_CHECK_IMMUNITY_TIME_IN_SECONDS =
      "CHECK_IMMUNITY_TIME_IN_SECONDS";

  /** Offset of the first copy of a half message in the queue of half messages. */
  public static final String PROPERTY_TRANSACTION_PREPARED_QUEUE_OFFSET =
      "TRAN_PREPARED_QUEUE_OFFSET";

  /** Id of the transaction; the broker adds it to half messages. */
  public static final String PROPERTY_TRANSACTION_ID = "__transactionId__";

  /** How often the broker has asked about the transaction. */
  public static final String PROPERTY_TRANSACTION_CHECK_TIMES = "TRANSACTION_CHECK_TIMES";

  /** Namespace (version 1) of the sender. */
  public static final String PROPERTY_INSTANCE_ID = "INSTANCE_ID";

  /** What joins a reply to its request. */
  public static final String PROPERTY_CORRELATION_ID = "CORRELATION_ID";

  /** Id of the client that waits for a reply. */
  public static final String PROPERTY_MESSAGE_REPLY_TO_CLIENT = "REPLY_TO_CLIENT";

  /** How long the requester waits for a reply, in milliseconds. */
  public static final String PROPERTY_MESSAGE_TTL = "TTL";

  /** When the reply reached the requester, in milliseconds since 1970. */
  public static final String PROPERTY_REPLY_MESSAGE_ARRIVE_TIME = "ARRIVE_TIME";

  /** When the broker passed the reply on, in milliseconds since 1970. */
  public static final String PROPERTY_PUSH_REPLY_TIME = "PUSH_REPLY_TIME";

  /** Name of the cluster; the broker adds it. */
  public static final String PROPERTY_CLUSTER = "CLUSTER";

  /** "reply" marks the reply to a request. */
  public static final String PROPERTY_MESSAGE_TYPE = "MSG_TYPE";

  /** Handle by which a popped message is acknowledged. */
  public static final String PROPERTY_POP_CK = "POP_CK";

  /** Offset that belongs to the pop handle. */
  public static final String PROPERTY_POP_CK_OFFSET = "POP_CK_OFFSET";

  /** When the message was popped for the first time, in milliseconds since 1970. */
  public static final String PROPERTY_FIRST_POP_TIME = "1ST_POP_TIME";

  /** Ordering key; marks a message as ordered. */
  public static final String PROPERTY_SHARDING_KEY = "__SHARDINGKEY";

  /** Queue id that a message is forwarded to. */
  public static final String PROPERTY_FORWARD_QUEUE_ID = "PROPERTY_FORWARD_QUEUE_ID";

  /** Marks a redirected message. */
  public static final String PROPERTY_REDIRECT = "REDIRECT";

  /** Light queues that the message also goes to, separated by commas. */
  public static final String PROPERTY_INNER_MULTI_DISPATCH = "INNER_MULTI_DISPATCH";

  /** Offsets in these light queues, separated by commas. */
  public static final String PROPERTY_INNER_MULTI_QUEUE_OFFSET = "INNER_MULTI_QUEUE_OFFSET";

  /** Context of the application's own tracing. */
  public static final String PROPERTY_TRACE_CONTEXT = "TRACE_CONTEXT";

  /** Wanted delay in seconds. */
  public static final String PROPERTY_TIMER_DELAY_SEC = "TIMER_DELAY_SEC";

  /** Wanted time of delivery, in milliseconds since 1970. */
  public static final String PROPERTY_TIMER_DELIVER_MS = "TIMER_DELIVER_MS";

  /** Address of the sender, where somebody sends on its behalf. */
  public static final String PROPERTY_BORN_HOST = "__BORNHOST";

  /** When it was sent, where somebody sends on behalf of the sender. */
  public static final String PROPERTY_BORN_TIMESTAMP = "BORN_TIMESTAMP";

  /** Prefix of properties that are never stored. */
  public static final String PROPERTY_TRANSIENT_PREFIX = "__RMQ.TRANSIENT.";

  /** System flag of the topic, set while pulling. */
  public static final String PROPERTY_TRANSIENT_TOPIC_CONFIG = "__RMQ.TRANSIENT.TOPIC_SYS_FLAG";

  /** System flag of the consumer group, set while pulling. */
  public static final String PROPERTY_TRANSIENT_GROUP_CONFIG = "__RMQ.TRANSIENT.GROUP_SYS_FLAG";

  /** What separates business keys. */
  public static final String KEY_SEPARATOR = " ";

  /** When the broker's timer took the message in, in milliseconds since 1970. */
  public static final String PROPERTY_TIMER_ENQUEUE_MS = "TIMER_ENQUEUE_MS";

  /** When the broker's timer let the message go, in milliseconds since 1970. */
  public static final String PROPERTY_TIMER_DEQUEUE_MS = "TIMER_DEQUEUE_MS";

  /** How often the broker's timer has rolled the message over. */
  public static final String PROPERTY_TIMER_ROLL_TIMES = "TIMER_ROLL_TIMES";

  /** When the message is due by the broker's timer, in milliseconds since 1970. */
  public static final String PROPERTY_TIMER_OUT_MS = "TIMER_OUT_MS";

  /** Topic and unique id of the timed message that this one deletes. */
  public static final String PROPERTY_TIMER_DEL_UNIQKEY = "TIMER_DEL_UNIQKEY";

  /** Delay level that the broker's timer took over. */
  public static final String PROPERTY_TIMER_DELAY_LEVEL = "TIMER_DELAY_LEVEL";

  /** Wanted delay in milliseconds. */
  public static final String PROPERTY_TIMER_DELAY_MS = "TIMER_DELAY_MS";

  /** Checksum of the stored record. */
  public static final String PROPERTY_CRC32 = "__CRC32#";

  /** Original topic of a dead letter. */
  public static final String PROPERTY_DLQ_ORIGIN_TOPIC = "DLQ_ORIGIN_TOPIC";

  /** Original id of a dead letter. */
  public static final String PROPERTY_DLQ_ORIGIN_MESSAGE_ID = "DLQ_ORIGIN_MESSAGE_ID";

  /** Names that an application may not set. To be read only. */
  public static final HashSet<String> STRING_HASH_SET =
      new HashSet<>(
          List.of(
              PROPERTY_KEYS,
              PROPERTY_TAGS,
              PROPERTY_WAIT_STORE_MSG_OK,
              PROPERTY_DELAY_TIME_LEVEL,
              PROPERTY_RETRY_TOPIC,
              PROPERTY_REAL_TOPIC,
              PROPERTY_REAL_QUEUE_ID,
              PROPERTY_TRANSACTION_PREPARED,
              PROPERTY_PRODUCER_GROUP,
              PROPERTY_MIN_OFFSET,
              PROPERTY_MAX_OFFSET,
              PROPERTY_BUYER_ID,
              PROPERTY_ORIGIN_MESSAGE_ID,
              PROPERTY_TRANSFER_FLAG,
              PROPERTY_CORRECTION_FLAG,
              PROPERTY_MQ2_FLAG,
              PROPERTY_RECONSUME_TIME,
              PROPERTY_MSG_REGION,
              PROPERTY_TRACE_SWITCH,
              PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX,
              PROPERTY_EXTEND_UNIQ_INFO,
              PROPERTY_MAX_RECONSUME_TIMES,
              PROPERTY_CONSUME_START_TIMESTAMP,
              DUP_INFO,
              PROPERTY_TRANSACTION_PREPARED_QUEUE_OFFSET,
              PROPERTY_INSTANCE_ID,
              PROPERTY_CORRELATION_ID,
              PROPERTY_MESSAGE_REPLY_TO_CLIENT,
              PROPERTY_MESSAGE_TTL,
              PROPERTY_REPLY_MESSAGE_ARRIVE_TIME,
              PROPERTY_PUSH_REPLY_TIME,
              PROPERTY_CLUSTER,
              PROPERTY_MESSAGE_TYPE,
              PROPERTY_POP_CK,
              PROPERTY_POP_CK_OFFSET,
              PROPERTY_FIRST_POP_TIME,
              PROPERTY_INNER_MULTI_QUEUE_OFFSET,
              PROPERTY_TIMER_DELAY_SEC,
              PROPERTY_TIMER_DELIVER_MS,
              PROPERTY_BORN_HOST,
              PROPERTY_BORN_TIMESTAMP,
              PROPERTY_TIMER_ENQUEUE_MS,
              PROPERTY_TIMER_DEQUEUE_MS,
              PROPERTY_TIMER_ROLL_TIMES,
              PROPERTY_TIMER_OUT_MS,
              PROPERTY_TIMER_DEL_UNIQKEY,
              PROPERTY_TIMER_DELAY_LEVEL,
              PROPERTY_TIMER_DELAY_MS,
              PROPERTY_CRC32,
              PROPERTY_DLQ_ORIGIN_TOPIC,
              PROPERTY_DLQ_ORIGIN_MESSAGE_ID));

  /** There is nothing to create; kept because the constructor has always been public. */
  public MessageConst() {}
}
