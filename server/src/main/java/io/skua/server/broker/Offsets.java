package io.skua.server.broker;

import io.skua.runtime.Clock;
import io.skua.store.config.ConfigFile;
import io.skua.wire.body.ConsumerOffsets;
import io.skua.wire.body.DataVersion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How far each group has consumed each queue, kept in {@code consumerOffset.json} (protocol B 5.4).
 * Somebody has to call {@link #flush} from time to time. The loop of the server owns it.
 */
public final class Offsets {
  /** What {@link #find} returns for a queue that a group has never committed. */
  public static final long NONE = -1;

  // Stands between topic and group; a proxy's keys have a third part.
  private static final String SEPARATOR = "@";

  private final Map<String, SortedMap<Integer, Long>> byKey = new HashMap<>();
  // What an operator has set and the group has not heard of yet; lost with the process.
  private final Map<String, Map<Integer, Long>> resets = new HashMap<>();
  private final ConfigFile file;
  private final Clock clock;
  private DataVersion version;
  private boolean changed;

  /** Reads the file. */
  public Offsets(ConfigFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.version = new DataVersion(0, 0, clock.wallMillis());
    file.read(text -> load(ConsumerOffsets.parse(text.getBytes(StandardCharsets.UTF_8))));
  }

  private void load(ConsumerOffsets saved) {
    version = saved.dataVersion();
    saved.offsets().forEach((key, queues) -> byKey.put(key, new TreeMap<>(queues)));
  }

  /** Returns the offset that a group goes on at in a queue, or {@link #NONE}. */
  public long find(String group, String topic, int queueId) {
    SortedMap<Integer, Long> queues = byKey.get(key(group, topic));
    return queues == null ? NONE : queues.getOrDefault(queueId, NONE);
  }

  /**
   * Notes how far a group is. The number may go backwards (protocol B 5.2). While an operator's
   * reset waits for the group, what it says is of the time before and does not count.
   */
  public void commit(String group, String topic, int queueId, long offset) {
    if (resets.isEmpty()
        || !resets.getOrDefault(key(group, topic), Map.of()).containsKey(queueId)) {
      set(group, topic, queueId, offset);
    }
  }

  private void set(String group, String topic, int queueId, long offset) {
    SortedMap<Integer, Long> queues =
        byKey.computeIfAbsent(key(group, topic), name -> new TreeMap<>());
    Long before = queues.put(queueId, offset);
    changed = changed || before == null || before != offset;
  }

  /**
   * Sets offsets of a group for good (protocol B 12.6).
   *
   * @param offsets by queue
   * @param tell whether the group is at work: then its next pull of each queue has to be told
   */
  public void reset(String group, String topic, Map<Integer, Long> offsets, boolean tell) {
    offsets.forEach((queueId, offset) -> set(group, topic, queueId, offset));
    if (tell) {
      resets.computeIfAbsent(key(group, topic), name -> new HashMap<>()).putAll(offsets);
    } else {
      resets.remove(key(group, topic));
    }
    flush();
  }

  /** Returns what a queue was reset to, once; {@link #NONE} when nothing waits. */
  public long takeReset(String group, String topic, int queueId) {
    if (resets.isEmpty()) {
      return NONE;
    }
    String key = key(group, topic);
    Map<Integer, Long> waiting = resets.getOrDefault(key, Map.of());
    Long offset = waiting.isEmpty() ? null : waiting.remove(queueId);
    if (waiting.isEmpty()) {
      resets.remove(key);
    }
    return offset == null ? NONE : offset;
  }

  /** Gives a group the offsets that another one has in a topic. */
  public void copy(String from, String to, String topic) {
    SortedMap<Integer, Long> queues = byKey.get(key(from, topic));
    if (queues != null) {
      reset(to, topic, Map.copyOf(queues), false);
    }
  }

  /** Forgets how far all groups are in a topic, for good. */
  public void removeTopic(String topic) {
    remove(key -> key.startsWith(topic + SEPARATOR));
  }

  /** Forgets how far a group is in all topics, for good. */
  public void removeGroup(String group) {
    remove(
        key -> {
          String[] parts = key.split(SEPARATOR, -1);
          return parts.length > 1 && parts[1].equals(group);
        });
  }

  /** Offsets that come back after a crash would skip the messages of a topic of the same name. */
  private void remove(Predicate<String> gone) {
    resets.keySet().removeIf(gone);
    if (byKey.keySet().removeIf(gone)) {
      changed = true;
      flush();
    }
  }

  /** Returns the groups that have committed an offset of a topic. */
  public SortedSet<String> groups(String topic) {
    SortedSet<String> groups = new TreeSet<>();
    for (String key : byKey.keySet()) {
      String[] parts = key.split(SEPARATOR, -1);
      if (parts[0].equals(topic) && parts.length > 1) {
        groups.add(parts[1]);
      }
    }
    return groups;
  }

  /** Returns the topics in which a group has committed an offset. */
  public SortedSet<String> topics(String group) {
    SortedSet<String> topics = new TreeSet<>();
    for (String key : byKey.keySet()) {
      String[] parts = key.split(SEPARATOR, -1);
      if (parts.length == 2 && parts[1].equals(group)) {
        topics.add(parts[0]);
      }
    }
    return topics;
  }

  private static String key(String group, String topic) {
    return topic + SEPARATOR + group;
  }

  /** Writes the file if anything has changed. */
  public void flush() {
    if (changed) {
      version = version.next(clock.wallMillis());
      byte[] text = new ConsumerOffsets(version, new TreeMap<>(byKey)).write();
      file.write(new String(text, StandardCharsets.UTF_8));
      changed = false;
    }
  }
}
