package io.skua.server.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts messages and bytes in and out by topic, for a bounded number of topics; what comes after
 * those counts as one. On the loop.
 */
public final class Traffic {
  /** How many topics are counted each for itself. */
  static final int MOST_TOPICS = 1000;

  /** The name under which the others count; no topic can have it. */
  static final String OTHERS = "(others)";

  private final Map<String, Counts> byTopic = new TreeMap<>();

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

  /** Counts messages that were handed out, with the bytes of their records. */
  public void out(String topic, int messages, long bytes) {
    Counts counts = of(topic);
    counts.messagesOut += messages;
    counts.bytesOut += bytes;
  }

  private Counts of(String topic) {
    Counts known = byTopic.get(topic);
    if (known == null) {
      String name = byTopic.size() < MOST_TOPICS ? topic : OTHERS;
      known = byTopic.computeIfAbsent(name, unseen -> new Counts());
    }
    return known;
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
  }
}
