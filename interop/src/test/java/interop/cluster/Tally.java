package interop.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of the messages that were sent in one manner. Thread-safe. */
final class Tally {
  /** An acknowledgement: when it came, by {@link System#nanoTime}, and the message's body. */
  record Acknowledged(long nanos, String body) {}

  private final String manner;
  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Map<String, String> examples = new ConcurrentHashMap<>();

  Tally(String manner) {
    this.manner = manner;
  }

  String manner() {
    return manner;
  }

  /** The body of one more message. */
  String next() {
    return manner + " " + sent.incrementAndGet();
  }

  void acknowledged(String body) {
    acknowledged.add(new Acknowledged(System.nanoTime(), body));
  }

  void failed(String type, String example) {
    failures.merge(type, 1, Integer::sum);
    examples.putIfAbsent(type, example);
  }

  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /**
   * The longest time in milliseconds without an acknowledgement that overlaps with a span; one that
   * lasts is counted to the span's end.
   */
  long longestGapMillis(long from, long until) {
    List<Long> times = new ArrayList<>();
    acknowledged.forEach(each -> times.add(each.nanos() - from));
    times.sort(null);
    long end = until - from;
    long longest = 0;
    long before = 0;
    for (long time : times) {
      if (time > 0 && before < end) {
        longest = Math.max(longest, time - before);
      }
      before = time;
    }
    longest = Math.max(longest, end - before);
    return TimeUnit.NANOSECONDS.toMillis(longest);
  }

  @Override
  public String toString() {
    return "%s: %d sent, %d acknowledged, failed by type %s %s"
        .formatted(manner, sent.get(), acknowledged.size(), failures, examples);
  }
}
