package io.skua.server.broker;

import io.skua.store.queue.EntryTag;
import io.skua.wire.body.TopicConfig;
import java.util.List;

/** The topics that every broker has (protocol 4.6, store format 6.2). */
public final class SystemTopics {
  /** The topic that new topics take their settings from. */
  public static final String DEFAULT = "TBW102";

  static final String SELF_TEST = "SELF_TEST_TOPIC";
  static final String OFFSET_MOVED = "OFFSET_MOVED_EVENT";

  /** Where half messages are kept. */
  public static final String HALF = "RMQ_SYS_TRANS_HALF_TOPIC";

  /** Where it is kept which half messages have ended. */
  public static final String OP_HALF = "RMQ_SYS_TRANS_OP_HALF_TOPIC";

  /** Where half messages go whose producers never said how they ended. */
  public static final String CHECKED_TOO_OFTEN = "TRANS_CHECK_MAX_TIME_TOPIC";

  /** Where messages wait for their delay level, each level in a queue of its own. */
  public static final String SCHEDULE = EntryTag.SCHEDULE_TOPIC;

  /** Where messages wait for their second. */
  public static final String TIMER = "rmq_sys_wheel_timer";

  /** Where traces go, unless their producer says otherwise. */
  public static final String TRACE = "RMQ_SYS_TRACE_TOPIC";

  /** Permission bit: new topics may take their settings from this one (protocol 3.4). */
  static final int INHERIT = 1;

  private static final int READ_WRITE_INHERIT = 7;
  private static final int DELAY_LEVELS = 18;
  private static final String PREFIX = "rmq_sys_";

  private SystemTopics() {}

  /** Returns the topics, configurations only: no queue is made for them. */
  static List<TopicConfig> of(Identity identity) {
    return List.of(
        plain(SELF_TEST, 1),
        model(),
        plain("BenchmarkTest", 1024),
        TopicConfig.of(identity.cluster(), 16, READ_WRITE_INHERIT),
        TopicConfig.of(identity.broker(), 1, READ_WRITE_INHERIT),
        plain(OFFSET_MOVED, 1),
        plain(SCHEDULE, DELAY_LEVELS),
        plain(TIMER, 1),
        plain(identity.cluster() + "_REPLY_TOPIC", 1),
        plain(HALF, 1),
        plain(OP_HALF, 1),
        // An Apache broker has it with traceTopicEnable only; here traces need no setting.
        plain(TRACE, 1));
  }

  /** Returns the topic that new topics take their settings from. */
  static TopicConfig model() {
    return TopicConfig.of(DEFAULT, 8, READ_WRITE_INHERIT);
  }

  private static TopicConfig plain(String name, int queues) {
    return TopicConfig.of(name, queues, TopicConfig.READ_WRITE);
  }

  /** Says whether a topic is the system's own, so that nobody may make or change it. */
  public static boolean is(String topic, Identity identity) {
    return topic.startsWith(PREFIX)
        || topic.equals(TRACE)
        || topic.equals(CHECKED_TOO_OFTEN)
        || topic.equals("CHECKPOINT_TOPIC")
        || of(identity).stream().anyMatch(config -> config.topicName().equals(topic));
  }
}
