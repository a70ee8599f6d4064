package io.skua.server.broker;

import io.skua.runtime.Clock;
import io.skua.store.config.ConfigFile;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The topics of this broker, kept in {@code topics.json}, which is written at each change (store
 * format 6.2). The loop of the server owns it.
 */
public final class Topics {
  // Bits of a topic's system flag (protocol 4.4).
  private static final int UNIT = 1;
  private static final int UNIT_SUBSCRIBED = 2;

  private final Map<String, TopicConfig> byName = new HashMap<>();
  private final ConfigFile file;
  private final Clock clock;
  private DataVersion version;
  private Runnable changed = () -> {};

  /**
   * Reads the file; what it says of the system's topics wins. When clients may not make topics, the
   * model for them is not there, as with Apache 5.3.3: clients then see at once that a topic is
   * unknown.
   */
  public Topics(ConfigFile file, Identity identity, boolean autoCreate, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.version = new DataVersion(0, 0, clock.wallMillis());
    for (TopicConfig topic : SystemTopics.of(identity)) {
      byName.put(topic.topicName(), topic);
    }
    file.read(text -> load(TopicConfigTable.parse(text.getBytes(StandardCharsets.UTF_8))));
    if (!autoCreate) {
      byName.remove(SystemTopics.DEFAULT);
    }
  }

  private void load(TopicConfigTable saved) {
    version = saved.dataVersion();
    byName.putAll(saved.topics());
  }

  /** Sets who hears of each change. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /** Returns a topic, or null when there is none of that name. */
  public @Nullable TopicConfig find(String name) {
    return byName.get(name);
  }

  /**
   * Makes a topic that a client has sent to, after the model of another one (protocol 7.3).
   *
   * @param queues the most queues that the client asks for
   * @return the topic, or null when the model is none
   */
  public @Nullable TopicConfig create(String name, String model, int queues, boolean unit) {
    TopicConfig after = byName.get(model);
    if (after == null || (after.perm() & SystemTopics.INHERIT) == 0) {
      return null;
    }
    int count = Math.max(0, Math.min(queues, after.writeQueueNums()));
    return put(
        new TopicConfig(
            name,
            count,
            count,
            after.perm() & ~SystemTopics.INHERIT,
            after.filterType(),
            unit ? unitFlag(name) : 0,
            false,
            new TreeMap<>()));
  }

  private static int unitFlag(String name) {
    return name.startsWith(Names.RETRY) ? UNIT_SUBSCRIBED : UNIT;
  }

  /** Returns the topic to which a group's messages go back; makes it when it is missing. */
  public TopicConfig retryTopic(String name, int queues, boolean unit) {
    TopicConfig known = byName.get(name);
    return known != null
        ? known
        : put(
            new TopicConfig(
                name,
                queues,
                queues,
                TopicConfig.READ_WRITE,
                TopicConfig.FilterType.SINGLE_TAG,
                unit ? UNIT_SUBSCRIBED : 0,
                false,
                new TreeMap<>()));
  }

  /** Makes or replaces a topic; does nothing when it is so already. */
  public TopicConfig put(TopicConfig topic) {
    if (!topic.equals(byName.get(topic.topicName()))) {
      DataVersion next = version.next(clock.wallMillis());
      SortedMap<String, TopicConfig> all = sorted();
      all.put(topic.topicName(), topic);
      // The file comes first: a topic that cannot be kept is not made.
      write(next, all);
      byName.put(topic.topicName(), topic);
      version = next;
      changed.run();
    }
    return topic;
  }

  /** Forgets a topic; does nothing when there is none of that name. */
  public void remove(String name) {
    if (byName.containsKey(name)) {
      DataVersion next = version.next(clock.wallMillis());
      SortedMap<String, TopicConfig> all = sorted();
      all.remove(name);
      // The file comes first: a topic that is still in it would come back.
      write(next, all);
      byName.remove(name);
      version = next;
      changed.run();
    }
  }

  private void write(DataVersion next, SortedMap<String, TopicConfig> all) {
    file.write(new String(TopicConfigTable.of(next, all).write(), StandardCharsets.UTF_8));
  }

  /** Says whether clients may make topics by sending to them. */
  public boolean autoCreate() {
    return byName.containsKey(SystemTopics.DEFAULT);
  }

  /** Sets whether clients may make topics by sending to them: whether the model for them exists. */
  public void autoCreate(boolean set) {
    if (!set) {
      remove(SystemTopics.DEFAULT);
    } else if (!autoCreate()) {
      put(SystemTopics.model());
    }
  }

  /** Marks the topics that an operator has put in order at the name server (protocol 3.2). */
  public void order(Iterable<String> names) {
    for (String name : names) {
      TopicConfig topic = byName.get(name);
      if (topic != null && !topic.order()) {
        put(
            new TopicConfig(
                name,
                topic.readQueueNums(),
                topic.writeQueueNums(),
                topic.perm(),
                topic.filterType(),
                topic.sysFlag(),
                true,
                topic.attributes()));
      }
    }
  }

  /** Returns all topics as a registration and tools carry them. */
  public TopicConfigTable table() {
    return new TopicConfigTable(version, sorted(), version, new TreeMap<>());
  }

  private SortedMap<String, TopicConfig> sorted() {
    return new TreeMap<>(byName);
  }
}
