package io.skua.wire.code;

import org.jspecify.annotations.Nullable;

/** How a request ended (protocol 1.8). */
public final class ResponseCode {
  /** Done. */
  public static final int SUCCESS = 0;

  /** Failed; the remark says how. */
  public static final int SYSTEM_ERROR = 1;

  /** Too much to do: try again later or elsewhere. */
  public static final int SYSTEM_BUSY = 2;

  /** The peer has no handler for the request. */
  public static final int REQUEST_CODE_NOT_SUPPORTED = 3;

  /** A transaction failed. */
  public static final int TRANSACTION_FAILED = 4;

  /** Stored, but not forced to disk in time. */
  public static final int FLUSH_DISK_TIMEOUT = 10;

  /** Stored, but there is no usable replica. */
  public static final int SLAVE_NOT_AVAILABLE = 11;

  /** Stored, but no replica confirmed in time. */
  public static final int FLUSH_SLAVE_TIMEOUT = 12;

  /** The message breaks a limit. */
  public static final int MESSAGE_ILLEGAL = 13;

  /** The store takes no messages: full, stopping or a replica. */
  public static final int SERVICE_NOT_AVAILABLE = 14;

  /** The peer is too old. */
  public static final int VERSION_NOT_SUPPORTED = 15;

  /** Reading or writing is forbidden, or the caller is. */
  public static final int NO_PERMISSION = 16;

  /** The topic is unknown. */
  public static final int TOPIC_NOT_EXIST = 17;

  /** The topic exists. */
  public static final int TOPIC_EXIST_ALREADY = 18;

  /** There is no new message. */
  public static final int PULL_NOT_FOUND = 19;

  /** Nothing matched: ask again at once. */
  public static final int PULL_RETRY_IMMEDIATELY = 20;

  /** The offset is out of range; the answer has a better one. */
  public static final int PULL_OFFSET_MOVED = 21;

  /** The key, setting or offset is unknown. */
  public static final int QUERY_NOT_FOUND = 22;

  /** The filter expression is wrong. */
  public static final int SUBSCRIPTION_PARSE_FAILED = 23;

  /** The group has no such subscription. */
  public static final int SUBSCRIPTION_NOT_EXIST = 24;

  /** The broker holds an older subscription. */
  public static final int SUBSCRIPTION_NOT_LATEST = 25;

  /** The consumer group is unknown. */
  public static final int SUBSCRIPTION_GROUP_NOT_EXIST = 26;

  /** The broker has no compiled filter of the group. */
  public static final int FILTER_DATA_NOT_EXIST = 27;

  /** The broker has an older compiled filter of the group. */
  public static final int FILTER_DATA_NOT_LATEST = 28;

  /** A name or a queue id is not allowed. */
  public static final int INVALID_PARAMETER = 29;

  /** The transaction is to be committed. */
  public static final int TRANSACTION_SHOULD_COMMIT = 200;

  /** The transaction is to be rolled back. */
  public static final int TRANSACTION_SHOULD_ROLLBACK = 201;

  /** The transaction's state is not known. */
  public static final int TRANSACTION_STATE_UNKNOWN = 202;

  /** The transaction belongs to another group. */
  public static final int TRANSACTION_STATE_GROUP_WRONG = 203;

  /** The buyer id is missing. */
  public static final int NO_BUYER_ID = 204;

  /** The message belongs to another unit. */
  public static final int NOT_IN_CURRENT_UNIT = 205;

  /** The consumer is not connected. */
  public static final int CONSUMER_NOT_ONLINE = 206;

  /** The consumer did not finish in time. */
  public static final int CONSUME_MESSAGE_TIMEOUT = 207;

  /** There is no message. */
  public static final int NO_MESSAGE = 208;

  /** Too many requests wait for messages. */
  public static final int POLLING_FULL = 209;

  /** No message came while the request waited. */
  public static final int POLLING_TIMEOUT = 210;

  /** The broker is unknown. */
  public static final int BROKER_NOT_EXIST = 211;

  /** The broker has not yet indexed what it stored. */
  public static final int BROKER_DISPATCH_NOT_COMPLETE = 212;

  /** The group consumes by broadcast. */
  public static final int BROADCAST_CONSUMPTION = 213;

  /** The caller is too fast. */
  public static final int FLOW_CONTROL = 215;

  /** The queue of a static topic lives elsewhere. */
  public static final int NOT_LEADER_FOR_QUEUE = 501;

  /** The operation is not allowed in this state. */
  public static final int ILLEGAL_OPERATION = 604;

  /** The server is leaving: connect anew and send again. */
  public static final int GO_AWAY = 1500;

  /** The controller is not the leader. */
  public static final int CONTROLLER_NOT_LEADER = 2007;

  /** The user is unknown. */
  public static final int USER_NOT_EXIST = 3001;

  /** The policy is unknown. */
  public static final int POLICY_NOT_EXIST = 3002;

  private ResponseCode() {}

  /**
   * Returns the name of a code for error texts, such as {@code TOPIC_NOT_EXIST (17)}; the bare
   * number of one that is not known.
   */
  public static String name(int code) {
    String name = knownName(code);
    return name == null ? Integer.toString(code) : name + " (" + code + ")";
  }

  // A switch rather than a table, because a client that meets no error never needs it.
  private static @Nullable String knownName(int code) {
    return switch (code) {
      case SUCCESS -> "SUCCESS";
      case SYSTEM_ERROR -> "SYSTEM_ERROR";
      case SYSTEM_BUSY -> "SYSTEM_BUSY";
      case REQUEST_CODE_NOT_SUPPORTED -> "REQUEST_CODE_NOT_SUPPORTED";
      case TRANSACTION_FAILED -> "TRANSACTION_FAILED";
      case FLUSH_DISK_TIMEOUT -> "FLUSH_DISK_TIMEOUT";
      case SLAVE_NOT_AVAILABLE -> "SLAVE_NOT_AVAILABLE";
      case FLUSH_SLAVE_TIMEOUT -> "FLUSH_SLAVE_TIMEOUT";
      case MESSAGE_ILLEGAL -> "MESSAGE_ILLEGAL";
      case SERVICE_NOT_AVAILABLE -> "SERVICE_NOT_AVAILABLE";
      case VERSION_NOT_SUPPORTED -> "VERSION_NOT_SUPPORTED";
      case NO_PERMISSION -> "NO_PERMISSION";
      case TOPIC_NOT_EXIST -> "TOPIC_NOT_EXIST";
      case TOPIC_EXIST_ALREADY -> "TOPIC_EXIST_ALREADY";
      case PULL_NOT_FOUND -> "PULL_NOT_FOUND";
      case PULL_RETRY_IMMEDIATELY -> "PULL_RETRY_IMMEDIATELY";
      case PULL_OFFSET_MOVED -> "PULL_OFFSET_MOVED";
      case QUERY_NOT_FOUND -> "QUERY_NOT_FOUND";
      case SUBSCRIPTION_PARSE_FAILED -> "SUBSCRIPTION_PARSE_FAILED";
      case SUBSCRIPTION_NOT_EXIST -> "SUBSCRIPTION_NOT_EXIST";
      case SUBSCRIPTION_NOT_LATEST -> "SUBSCRIPTION_NOT_LATEST";
      case SUBSCRIPTION_GROUP_NOT_EXIST -> "SUBSCRIPTION_GROUP_NOT_EXIST";
      case FILTER_DATA_NOT_EXIST -> "FILTER_DATA_NOT_EXIST";
      case FILTER_DATA_NOT_LATEST -> "FILTER_DATA_NOT_LATEST";
      case INVALID_PARAMETER -> "INVALID_PARAMETER";
      case TRANSACTION_SHOULD_COMMIT -> "TRANSACTION_SHOULD_COMMIT";
      case TRANSACTION_SHOULD_ROLLBACK -> "TRANSACTION_SHOULD_ROLLBACK";
      case TRANSACTION_STATE_UNKNOWN -> "TRANSACTION_STATE_UNKNOWN";
      case TRANSACTION_STATE_GROUP_WRONG -> "TRANSACTION_STATE_GROUP_WRONG";
      case NO_BUYER_ID -> "NO_BUYER_ID";
      case NOT_IN_CURRENT_UNIT -> "NOT_IN_CURRENT_UNIT";
      case CONSUMER_NOT_ONLINE -> "CONSUMER_NOT_ONLINE";
      case CONSUME_MESSAGE_TIMEOUT -> "CONSUME_MESSAGE_TIMEOUT";
      case NO_MESSAGE -> "NO_MESSAGE";
      case POLLING_FULL -> "POLLING_FULL";
      case POLLING_TIMEOUT -> "POLLING_TIMEOUT";
      case BROKER_NOT_EXIST -> "BROKER_NOT_EXIST";
      case BROKER_DISPATCH_NOT_COMPLETE -> "BROKER_DISPATCH_NOT_COMPLETE";
      case BROADCAST_CONSUMPTION -> "BROADCAST_CONSUMPTION";
      case FLOW_CONTROL -> "FLOW_CONTROL";
      case NOT_LEADER_FOR_QUEUE -> "NOT_LEADER_FOR_QUEUE";
      case ILLEGAL_OPERATION -> "ILLEGAL_OPERATION";
      case GO_AWAY -> "GO_AWAY";
      case CONTROLLER_NOT_LEADER -> "CONTROLLER_NOT_LEADER";
      case USER_NOT_EXIST -> "USER_NOT_EXIST";
      case POLICY_NOT_EXIST -> "POLICY_NOT_EXIST";
      default -> null;
    };
  }
}
