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
import java.util.function.ToLongBiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each group has consumed each queue, kept in {@code consumerOffset.json} (protocol B 5.4).
 * Somebody has to call {@link #flush} from time to time. The loop of the server owns it.
 */
public final class Offsets {
  /** What {@link #find} returns for a queue that a group has never committed. */
  public static final long NONE = -1;

  private static final Logger log = LoggerFactory.getLogger(Offsets.class);

  // Stands between topic and group; a proxy's keys have a third part.
  private static final String SEPARATOR = "@";

  private final Map<String, SortedMap<Integer, Long>> byKey = new HashMap<>();
  private final Map<String, Map<Integer, Long>> resets = new HashMap<>();
  private final Map<String, Map<Integer, Long>> pulled = new HashMap<>();
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
   * Takes back what was committed of messages that a crash has lost: those that come in their place
   * would never be consumed (protocol B, trap 63).
   *
   * @param ends the offset behind the last message of a queue
   */
  public void clamp(ToLongBiFunction<String, Integer> ends) {
    byKey.forEach(
        (key, queues) -> {
          String[] parts = key.split(SEPARATOR, -1);
          if (parts.length == 2) {
            queues.replaceAll((queue, offset) -> clamped(parts, queue, offset, ends));
          }
        });
  }

  private long clamped(
      String[] parts, int queueId, long offset, ToLongBiFunction<String, Integer> ends) {
    long end = ends.applyAsLong(parts[0], queueId);
    if (offset <= end) {
      return offset;
    }
    log.warn(
        "group {} has consumed queue {} of {} up to {}, but it ends at {}: it goes on there",
        parts[1],
        queueId,
        parts[0],
        offset,
        end);
    changed = true;
    return end;
  }

  /**
   * Notes how far a group is. The number may go backwards (protocol B 5.2).
   *
   * @return false when nothing was noted: an operator has set the offset, and the group does not
   *     know yet; or the number is below 0
   */
  public boolean commit(String group, String topic, int queueId, long offset) {
    if (offset < 0 || resetPending(group, topic, queueId)) {
      return false;
    }
    put(group, topic, queueId, offset);
    return true;
  }

  private void put(String group, String topic, int queueId, long offset) {
    SortedMap<Integer, Long> queues =
        byKey.computeIfAbsent(key(group, topic), name -> new TreeMap<>());
    Long before = queues.put(queueId, offset);
    changed = changed || before == null || before != offset;
  }

  /**
   * Sets offsets of a group for good (protocol B 12.6). What it commits before it has been told
   * does not count. After a restart it goes on there without being told.
   *
   * @param offsets by queue
   * @param tell whether the group is at work: then its next pull of each queue has to be told, see
   *     {@link #takeReset}
   */
  public void reset(String group, String topic, Map<Integer, Long> offsets, boolean tell) {
    offsets.forEach((queueId, offset) -> put(group, topic, queueId, offset));
    if (tell) {
      resets.computeIfAbsent(key(group, topic), name -> new HashMap<>()).putAll(offsets);
    } else {
      resets.remove(key(group, topic));
    }
    flush();
  }

  private boolean resetPending(String group, String topic, int queueId) {
    return !resets.isEmpty()
        && resets.getOrDefault(key(group, topic), Map.of()).containsKey(queueId);
  }

  /** Returns where an operator has put a group, once; or {@link #NONE}. */
  public long takeReset(String group, String topic, int queueId) {
    if (!resetPending(group, topic, queueId)) {
      return NONE;
    }
    String key = key(group, topic);
    Map<Integer, Long> queues = resets.getOrDefault(key, Map.of());
    Long offset = queues.remove(queueId);
    if (queues.isEmpty()) {
      resets.remove(key);
    }
    return offset == null ? NONE : offset;
  }

  /** Gives a group the offsets that another one has in a topic, for good. */
  public void copy(String from, String to, String topic) {
    SortedMap<Integer, Long> queues = byKey.get(key(from, topic));
    if (queues != null) {
      queues.forEach((queueId, offset) -> put(to, topic, queueId, offset));
      flush();
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
    pulled.keySet().removeIf(gone);
    if (byKey.keySet().removeIf(gone)) {
      changed = true;
      flush();
    }
  }

  /** Notes the offset behind the last message that a group was given; it is not kept. */
  public void pulled(String group, String topic, int queueId, long offset) {
    pulled.computeIfAbsent(key(group, topic), name -> new HashMap<>()).put(queueId, offset);
  }

  /** Returns the offset behind the last message that a group was given, or {@link #NONE}. */
  public long findPulled(String group, String topic, int queueId) {
    return pulled.getOrDefault(key(group, topic), Map.of()).getOrDefault(queueId, NONE);
  }

  /** Who hears of committed offsets. */
  @FunctionalInterface
  public interface Visitor {
    /** Hears of the offsets of one group in one topic, by queue. */
    void visit(String group, String topic, SortedMap<Integer, Long> offsets);
  }

  /** Tells all that is committed. */
  public void forEach(Visitor visitor) {
    byKey.forEach(
        (key, queues) -> {
          String[] parts = key.split(SEPARATOR, -1);
          if (parts.length == 2) {
            visitor.visit(parts[1], parts[0], queues);
          }
        });
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
