package io.skua.cli.doctor;

import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.TopicStats;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How far a group is behind, topic by topic, and what it has given up. */
final class LagChecks {
  /** What waits for longer than this, while members are online, is worth a look. */
  private static final long LATE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private LagChecks() {}

  static void judge(Facts.Group group, boolean online, List<Finding> findings) {
    if (GroupChecks.broadcasts(group)) {
      findings.add(
          Finding.ok(
              "lag",
              group.name(),
              "keeps its offsets at its members (broadcast): brokers do not know its lag"));
    } else {
      SortedMap<String, Lag> lags = new TreeMap<>();
      group.at().values().forEach(at -> add(at, lags));
      lags.forEach((topic, lag) -> findings.add(finding(group.name(), topic, lag, online)));
    }
    deadLetters(group, findings);
  }

  /** How far a group is behind in a topic. */
  private static final class Lag {
    private long messages;
    private long inHand;
    private long oldestMillis;
    private long most;
    private @Nullable QueueName worst;

    void add(QueueName queue, ConsumeStats.Progress progress) {
      long behind = Math.max(0, progress.brokerOffset() - progress.consumerOffset());
      messages += behind;
      inHand += Math.max(0, progress.pullOffset() - progress.consumerOffset());
      if (behind > most) {
        most = behind;
        worst = queue;
      }
    }

    String words() {
      QueueName queue = worst;
      if (queue == null) {
        return "is up to date";
      }
      return "is "
          + Words.count(messages, "message")
          + " behind"
          + (inHand == 0 ? "" : " (" + inHand + " of them in hand)")
          + (oldestMillis == 0 ? "" : ", the oldest waits since " + Words.span(oldestMillis))
          + (most == messages ? ", all in queue " : ", most of them, " + most + ", in queue ")
          + queue.queueId()
          + " of "
          + queue.brokerName();
    }
  }

  private static void add(Facts.AtBroker at, SortedMap<String, Lag> lags) {
    ConsumeStats progress = at.progress().orNull();
    if (progress == null) {
      return;
    }
    progress
        .offsets()
        .forEach(
            (queue, place) ->
                lags.computeIfAbsent(queue.topic(), topic -> new Lag()).add(queue, place));
    at.spans()
        .forEach(
            (topic, answer) -> {
              ConsumeTimeSpans spans = answer.orNull();
              Lag lag = lags.get(topic);
              if (spans != null && lag != null) {
                spans.spans().forEach(span -> lag.oldestMillis = oldest(span, lag.oldestMillis));
              }
            });
  }

  // Apache's brokers take the time of a message that is not there for -1, and so wait since 1970.
  private static long oldest(ConsumeTimeSpans.Span span, long known) {
    return span.minTimestamp() > 0 && span.delayTime() < span.minTimestamp()
        ? Math.max(known, span.delayTime())
        : known;
  }

  private static Finding finding(String group, String topic, Lag lag, boolean online) {
    String text = lag.words();
    if (topic.startsWith(GroupSurvey.RETRY)) {
      return lag.messages == 0 || (online && lag.oldestMillis < LATE_MILLIS)
          ? Finding.ok("retry", group, "with what it tries again, " + text)
          : Finding.warn(
              "retry",
              group,
              "with what it tries again, " + text,
              online
                  ? "See in the members' logs why their listener fails, and whether they subscribe"
                      + " to all the group does."
                  : "Start a member.");
    }
    if (lag.messages == 0 || (online && lag.oldestMillis < LATE_MILLIS)) {
      return Finding.ok("lag", topic, text);
    }
    return Finding.warn(
        "lag",
        topic,
        text,
        online
            ? "If the time grows: look for a listener that is slow or stands still (mqadmin"
                + " consumerStatus -g "
                + group
                + " -s), add threads, or members up to the number of queues."
            : "Start a member.");
  }

  private static void deadLetters(Facts.Group group, List<Finding> findings) {
    long count = 0;
    for (Facts.AtBroker at : group.at().values()) {
      TopicStats stats = at.deadLetters().orNull();
      if (stats != null) {
        for (TopicStats.Range range : stats.offsets().values()) {
          count += Math.max(0, range.maxOffset() - range.minOffset());
        }
      }
    }
    if (count > 0) {
      findings.add(
          Finding.warn(
              "dead-letters",
              group.name(),
              "has given up " + Words.count(count, "message") + ", which nobody will try again",
              "Read them (skua consume '"
                  + GroupSurvey.DEAD
                  + group.name()
                  + "' --from first; on Apache's brokers after mqadmin updateTopicPerm -p 6),"
                  + " correct the cause, and send again what is still wanted."));
    }
  }
}
