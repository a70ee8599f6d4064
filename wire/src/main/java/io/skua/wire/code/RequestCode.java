package io.skua.wire.code;

/**
 * What a request asks for (protocol section 2). Codes beyond 16 bits travel in JSON headers only.
 */
public final class RequestCode {
  /** Stores a message; header with long names (protocol 6.13). */
  public static final int SEND_MESSAGE = 10;

  /** Reads messages of one queue from an offset on; may wait. */
  public static final int PULL_MESSAGE = 11;

  /** Finds messages by key. */
  public static final int QUERY_MESSAGE = 12;

  /** Asks how far a group has consumed a queue. */
  public static final int QUERY_CONSUMER_OFFSET = 14;

  /** Tells how far a group has consumed a queue. */
  public static final int UPDATE_CONSUMER_OFFSET = 15;

  /** Creates a topic or changes its configuration. */
  public static final int CREATE_TOPIC = 17;

  /** Creates or changes several topics. */
  public static final int CREATE_TOPIC_LIST = 18;

  /** Asks for the configuration of all topics. */
  public static final int GET_ALL_TOPIC_CONFIG = 21;

  /** Changes settings of a broker; the body is properties text. */
  public static final int UPDATE_BROKER_CONFIG = 25;

  /** Asks for the settings of a broker as properties text. */
  public static final int GET_BROKER_CONFIG = 26;

  /** Asks for the figures of a running broker as a table of texts. */
  public static final int GET_BROKER_RUNTIME_INFO = 28;

  /** Asks which offset of a queue belongs to a time. */
  public static final int SEARCH_OFFSET_BY_TIMESTAMP = 29;

  /** Asks for the next offset that a queue will give out. */
  public static final int GET_MAX_OFFSET = 30;

  /** Asks for the smallest offset that a queue still has. */
  public static final int GET_MIN_OFFSET = 31;

  /** Asks when the oldest message of a queue was stored. */
  public static final int GET_EARLIEST_STORE_TIME = 32;

  /** Reads one message by its offset in the commit log. */
  public static final int VIEW_MESSAGE_BY_ID = 33;

  /** Tells a broker which groups a client has. */
  public static final int HEART_BEAT = 34;

  /** Takes a client's groups off a broker. */
  public static final int UNREGISTER_CLIENT = 35;

  /** Returns a message that could not be consumed. */
  public static final int CONSUMER_SEND_MESSAGE_BACK = 36;

  /** Commits or rolls back a half message. */
  public static final int END_TRANSACTION = 37;

  /** Asks which clients consume for a group. */
  public static final int GET_CONSUMER_LIST_BY_GROUP = 38;

  /** A broker asks a producer what became of a transaction. */
  public static final int CHECK_TRANSACTION_STATE = 39;

  /** A broker tells consumers that their group has changed. */
  public static final int NOTIFY_CONSUMER_IDS_CHANGED = 40;

  /** Locks queues for a client of an orderly group. */
  public static final int LOCK_QUEUES = 41;

  /** Unlocks queues of an orderly group. */
  public static final int UNLOCK_QUEUES = 42;

  /** Asks for all consumer offsets of a broker. */
  public static final int GET_ALL_CONSUMER_OFFSET = 43;

  /** Asks for the offsets of the delay levels. */
  public static final int GET_ALL_DELAY_OFFSET = 45;

  /** Asks a broker whether it accepts a subscription. */
  public static final int CHECK_CLIENT_CONFIG = 46;

  /** Sets a value in a name server's table. */
  public static final int PUT_KV_CONFIG = 100;

  /** Asks for a value of a name server's table. */
  public static final int GET_KV_CONFIG = 101;

  /** Removes a value from a name server's table. */
  public static final int DELETE_KV_CONFIG = 102;

  /** A broker tells a name server its address and topics. */
  public static final int REGISTER_BROKER = 103;

  /** A broker takes itself off a name server. */
  public static final int UNREGISTER_BROKER = 104;

  /** Asks on which brokers a topic lives. */
  public static final int GET_ROUTE_BY_TOPIC = 105;

  /** Asks for all clusters and their brokers. */
  public static final int GET_BROKER_CLUSTER_INFO = 106;

  /** Creates a consumer group or changes its configuration. */
  public static final int UPDATE_SUBSCRIPTION_GROUP = 200;

  /** Asks for the configuration of all consumer groups. */
  public static final int GET_ALL_SUBSCRIPTION_GROUPS = 201;

  /** Asks for the offsets of a topic's queues. */
  public static final int GET_TOPIC_STATS = 202;

  /** Asks for the connections of a consumer group. */
  public static final int GET_CONSUMER_CONNECTIONS = 203;

  /** Asks for the connections of a producer group. */
  public static final int GET_PRODUCER_CONNECTIONS = 204;

  /** Takes the write permission of a broker off all its topics. */
  public static final int WIPE_WRITE_PERMISSION = 205;

  /** Asks a name server for the names of all topics. */
  public static final int GET_ALL_TOPICS = 206;

  /** Removes a consumer group from a broker. */
  public static final int DELETE_SUBSCRIPTION_GROUP = 207;

  /** Asks how far a group has consumed, queue by queue. */
  public static final int GET_CONSUME_STATS = 208;

  /** Removes a topic with its queues from a broker. */
  public static final int DELETE_TOPIC_IN_BROKER = 215;

  /** Removes a topic's route from a name server. */
  public static final int DELETE_TOPIC_IN_NAME_SERVER = 216;

  /** Adds a topic's route to a name server. */
  public static final int REGISTER_TOPIC_IN_NAME_SERVER = 217;

  /** Asks for all values of a namespace in a name server's table. */
  public static final int GET_KV_LIST_BY_NAMESPACE = 219;

  /** A broker tells a consumer to go on from other offsets. */
  public static final int RESET_CONSUMER_CLIENT_OFFSET = 220;

  /** A broker asks a consumer for its offsets. */
  public static final int GET_CONSUMER_STATUS = 221;

  /** Asks a broker to move a group to other offsets. */
  public static final int RESET_OFFSET = 222;

  /** Asks a broker for the offsets that its consumers hold. */
  public static final int GET_CONSUMER_STATUS_THROUGH_BROKER = 223;

  /** Asks for the topics of a cluster. */
  public static final int GET_TOPICS_BY_CLUSTER = 224;

  /** Creates or changes several consumer groups. */
  public static final int UPDATE_SUBSCRIPTION_GROUP_LIST = 225;

  /** Asks which groups consume a topic. */
  public static final int QUERY_TOPIC_CONSUME_BY_WHO = 300;

  /** Asks for the times between which a group is in a topic. */
  public static final int GET_CONSUME_TIME_SPAN = 303;

  /** Asks a name server for the topics that no user made. */
  public static final int GET_SYSTEM_TOPICS_FROM_NAME_SERVER = 304;

  /** Asks a broker for the topics that no user made. */
  public static final int GET_SYSTEM_TOPICS_FROM_BROKER = 305;

  /** Drops the queue entries of messages that are gone. */
  public static final int CLEAN_EXPIRED_QUEUES = 306;

  /** Asks a consumer, through its broker, for its inner state. */
  public static final int GET_CONSUMER_RUNNING_INFO = 307;

  /** Has one message consumed by a given client. */
  public static final int CONSUME_MESSAGE_DIRECTLY = 309;

  /** Stores a message; header with short names (protocol 6.13). */
  public static final int SEND_MESSAGE_V2 = 310;

  /** Asks for the topics of unit deployments. */
  public static final int GET_UNIT_TOPICS = 311;

  /** Asks for the topics with unit subscriptions. */
  public static final int GET_UNIT_SUBSCRIBED_TOPICS = 312;

  /** Asks for the topics with unit subscriptions that are no unit topics. */
  public static final int GET_UNIT_SUBSCRIBED_PLAIN_TOPICS = 313;

  /** Gives a consumer group the offsets of another one. */
  public static final int CLONE_GROUP_OFFSETS = 314;

  /** Asks how much has happened lately. */
  public static final int GET_BROKER_STATS = 315;

  /** Deletes the queues of topics that are gone. */
  public static final int CLEAN_UNUSED_TOPICS = 316;

  /** Asks how far all groups have consumed. */
  public static final int GET_BROKER_CONSUME_STATS = 317;

  /** Changes settings of a name server; the body is properties text. */
  public static final int UPDATE_NAME_SERVER_CONFIG = 318;

  /** Asks for the settings of a name server as properties text. */
  public static final int GET_NAME_SERVER_CONFIG = 319;

  /** Stores several messages of one topic at once. */
  public static final int SEND_BATCH_MESSAGE = 320;

  /** A broker asks whether a name server has its present topics. */
  public static final int QUERY_DATA_VERSION = 322;

  /** Answers a request message; header with long names. */
  public static final int SEND_REPLY_MESSAGE = 324;

  /** Answers a request message; header with short names. */
  public static final int SEND_REPLY_MESSAGE_V2 = 325;

  /** A broker hands an answer to the client that asked. */
  public static final int PUSH_REPLY_MESSAGE_TO_CLIENT = 326;

  /** Gives all topics of a broker the permission to read and write. */
  public static final int ADD_WRITE_PERMISSION = 327;

  /** Asks for all producers of a broker. */
  public static final int GET_ALL_PRODUCER_INFO = 328;

  /** Deletes the log files whose time is over. */
  public static final int DELETE_EXPIRED_LOG = 329;

  /** Asks which topics a consumer group consumes. */
  public static final int GET_TOPICS_OF_GROUP = 343;

  /** Asks what a consumer group subscribes to in a topic. */
  public static final int GET_GROUP_SUBSCRIPTION = 345;

  /** Asks for the configuration of a topic. */
  public static final int GET_TOPIC_CONFIG = 351;

  /** Asks for the configuration of a consumer group. */
  public static final int GET_SUBSCRIPTION_GROUP_CONFIG = 352;

  /** As {@link #PULL_MESSAGE}, for consumers that poll. */
  public static final int LITE_PULL_MESSAGE = 361;

  /** Takes back a timed message before it is delivered. */
  public static final int RECALL_MESSAGE = 370;

  /** Asks a broker which queues a client is to consume. */
  public static final int QUERY_ASSIGNMENT = 400;

  /** Switches a group between pull and pop. */
  public static final int SET_MESSAGE_REQUEST_MODE = 401;

  /** Asks for what {@link #SET_MESSAGE_REQUEST_MODE} has set. */
  public static final int GET_ALL_MESSAGE_REQUEST_MODE = 402;

  /** Asks for the members of one broker name. */
  public static final int GET_BROKER_MEMBER_GROUP = 901;

  /** A broker tells a name server that it is alive. */
  public static final int BROKER_HEARTBEAT = 904;

  /** A name server tells brokers which member has the smallest id. */
  public static final int NOTIFY_MIN_BROKER_ID_CHANGE = 905;

  /** Makes a user. */
  public static final int CREATE_USER = 3001;

  /** Changes a user. */
  public static final int UPDATE_USER = 3002;

  /** Deletes a user and what it may do. */
  public static final int DELETE_USER = 3003;

  /** Asks for a user. */
  public static final int GET_USER = 3004;

  /** Asks for the users whose names contain a text. */
  public static final int LIST_USERS = 3005;

  /** Says what a user may do. */
  public static final int CREATE_ACL = 3006;

  /** Changes what a user may do. */
  public static final int UPDATE_ACL = 3007;

  /** Takes back what was said of a resource, or all. */
  public static final int DELETE_ACL = 3008;

  /** Asks what a user may do. */
  public static final int GET_ACL = 3009;

  /** Asks what the users may do whose names contain a text. */
  public static final int LIST_ACLS = 3010;

  /** Takes messages of a topic for a while; needs the JSON header (protocol 1.4). */
  public static final int POP_MESSAGE = 200050;

  /** Confirms a message that was popped. */
  public static final int ACK_MESSAGE = 200051;

  /** Reads messages of a topic without taking them. */
  public static final int PEEK_MESSAGE = 200052;

  /** Changes when a popped message comes back. */
  public static final int CHANGE_MESSAGE_INVISIBLE_TIME = 200053;

  /** Asks to be told when a topic has messages to pop. */
  public static final int NOTIFICATION = 200054;

  /** Asks how many pops wait for messages. */
  public static final int POLLING_INFO = 200055;

  /** Confirms several messages that were popped. */
  public static final int BATCH_ACK_MESSAGE = 200151;

  private RequestCode() {}
}
