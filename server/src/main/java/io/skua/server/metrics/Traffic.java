package io.skua.server.metrics;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts messages and bytes in and out by topic, for a bounded number of topics; what comes after
 * those counts as one. On the loop.
 */
public final class Traffic {
  /** How many topics are counted each for itself. */
  static final int MOST_TOPICS = 1000;

  /** The name under which the others count; no topic can have it. */
  static final String OTHERS = "(others)";

  private static final Consumed OTHER_GROUPS = new Consumed(OTHERS, OTHERS);

  private final Map<String, Counts> byTopic = new TreeMap<>();
  private final Map<Consumed, Counts> byGroup = new TreeMap<>();
  private final Map<String, Failures> failures = new TreeMap<>();

  /** A group that consumes a topic. */
  private record Consumed(String topic, String group) implements Comparable<Consumed> {
    private static final Comparator<Consumed> ORDER =
        Comparator.comparing(Consumed::topic).thenComparing(Consumed::group);

    @Override
    public int compareTo(Consumed other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Failures {
    long sentBack;
    long dead;
  }

  /** Makes one in which nothing is counted yet. */
  public Traffic() {}

  private static final class Counts {
    long messagesIn;
    long bytesIn;
    long messagesOut;
    long bytesOut;
  }

  /** Counts messages that were taken, with the bytes of their records. */
  public void in(String topic, int messages, long bytes) {
    Counts counts = of(topic);
    counts.messagesIn += messages;
    counts.bytesIn += bytes;
  }

  /** Counts messages that were handed out to a group, with the bytes of their records. */
  public void out(String topic, String group, int messages, long bytes) {
    out(of(topic), messages, bytes);
    out(
        of(byGroup, new Consumed(topic, group), OTHER_GROUPS, unseen -> new Counts()),
        messages,
        bytes);
  }

  private static void out(Counts counts, int messages, long bytes) {
    counts.messagesOut += messages;
    counts.bytesOut += bytes;
  }

  /** Counts a message that a group has given back. */
  public void sentBack(String group, boolean dead) {
    Failures counts = failures(group);
    counts.sentBack++;
    counts.dead += dead ? 1 : 0;
  }

  /** Counts a message that became a dead one of a group. */
  public void dead(String group) {
    failures(group).dead++;
  }

  private Failures failures(String group) {
    return of(failures, group, OTHERS, unseen -> new Failures());
  }

  private Counts of(String topic) {
    return of(byTopic, topic, OTHERS, unseen -> new Counts());
  }

  private static <K, V> V of(Map<K, V> all, K key, K others, Function<K, V> fresh) {
    V known = all.get(key);
    return known != null
        ? known
        : all.computeIfAbsent(all.size() < MOST_TOPICS ? key : others, fresh);
  }

  /** Writes all counters. */
  public void write(PrometheusText out) {
    out.counter("skua_messages_in_total", "Messages that were stored, by topic.");
    byTopic.forEach((topic, counts) -> out.sample("topic", topic, counts.messagesIn));
    out.counter("skua_bytes_in_total", "Bytes of the records that were stored, by topic.");
    byTopic.forEach((topic, counts) -> out.sample("topic", topic, counts.bytesIn));
    out.counter("skua_messages_out_total", "Messages that were handed out, by topic.");
    byTopic.forEach((topic, counts) -> out.sample("topic", topic, counts.messagesOut));
    out.counter("skua_bytes_out_total", "Bytes of the records that were handed out, by topic.");
    byTopic.forEach((topic, counts) -> out.sample("topic", topic, counts.bytesOut));
    writeGroups(out);
  }

  private void writeGroups(PrometheusText out) {
    out.counter("skua_group_messages_total", "Messages that were handed out, by topic and group.");
    byGroup.forEach((key, counts) -> sample(out, key, counts.messagesOut));
    out.counter(
        "skua_group_bytes_total", "Bytes of the records that were handed out, by topic and group.");
    byGroup.forEach((key, counts) -> sample(out, key, counts.bytesOut));
    out.counter("skua_sent_back_total", "Messages that consumers gave back, by group.");
    failures.forEach((group, counts) -> out.sample("group", group, counts.sentBack));
    out.counter("skua_dead_letters_total", "Messages that no attempt is left for, by group.");
    failures.forEach((group, counts) -> out.sample("group", group, counts.dead));
  }

  private static void sample(PrometheusText out, Consumed key, long value) {
    out.sample("topic", key.topic, "group", key.group, value);
  }
}
