package io.skua.client.internal.send;

import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers which brokers were slow or unreachable lately (protocol 6.9). Thread-safe.
 *
 * <p>Used only by plans with {@link SendPlan#latencyFaults()}.
 */
public final class FaultBook {
  /** A failure counts as a latency of so many milliseconds. */
  private static final long ISOLATION_MILLIS = 10_000;

  private record Entry(long availableAt, boolean reachable) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Table(long[] latencyMax, long[] notAvailable) {}

  private final Clock clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicInteger detectors = new AtomicInteger();
  private volatile Table table = new Table(defaultLatencyMax(), defaultNotAvailable());

  /** Makes an empty book. */
  public FaultBook(Clock clock) {
    this.clock = clock;
  }

  /**
   * Replaces the table.
   *
   * @param latencyMax latencies in milliseconds, rising
   * @param notAvailable for how many milliseconds a broker of at least that latency is avoided
   */
  public void table(long[] latencyMax, long[] notAvailable) {
    if (latencyMax.length != notAvailable.length) {
      throw new IllegalArgumentException(
          latencyMax.length + " latencies and " + notAvailable.length + " durations");
    }
    table = new Table(latencyMax.clone(), notAvailable.clone());
  }

  /** Returns the latencies that count unless others are set, in milliseconds. */
  public static long[] defaultLatencyMax() {
    return new long[] {50, 100, 550, 1800, 3000, 5000, 15000};
  }

  /** Returns for how long brokers are avoided unless something else is set, in milliseconds. */
  public static long[] defaultNotAvailable() {
    return new long[] {0, 0, 2000, 5000, 6000, 10000, 30000};
  }

  /** Notes an attempt. A shorter penalty never shortens a running one. */
  public void note(String brokerName, long latencyMillis, boolean isolate, boolean reachable) {
    long penalty = penalty(isolate ? ISOLATION_MILLIS : latencyMillis);
    long until = clock.nanos() + Duration.ofMillis(penalty).toNanos();
    entries.merge(
        brokerName,
        new Entry(until, reachable),
        (old, fresh) ->
            old.availableAt - fresh.availableAt > 0
                ? new Entry(old.availableAt, reachable)
                : fresh);
  }

  private long penalty(long latencyMillis) {
    Table present = table;
    for (int i = present.latencyMax.length - 1; i >= 0; i--) {
      if (latencyMillis >= present.latencyMax[i]) {
        return present.notAvailable[i];
      }
    }
    return 0;
  }

  /** Says whether a broker has no penalty running, nor an answer to a detector outstanding. */
  public boolean available(String brokerName) {
    Entry entry = entries.get(brokerName);
    return entry == null
        || (entry.availableAt - clock.nanos() <= 0 && (entry.reachable || !hasDetector()));
  }

  /** Says whether somebody asks unreachable brokers whether they are back. */
  boolean hasDetector() {
    return detectors.get() > 0;
  }

  /** Counts a detector in, or out. */
  void detected(boolean begins) {
    detectors.addAndGet(begins ? 1 : -1);
  }

  /** Returns the brokers that could not be reached. */
  List<String> unreachable() {
    List<String> names = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (!entry.reachable) {
            names.add(name);
          }
        });
    return names;
  }

  /** Notes that a broker has answered a detector; a penalty goes on. */
  void answered(String brokerName) {
    entries.computeIfPresent(brokerName, (name, entry) -> new Entry(entry.availableAt, true));
  }

  /** Forgets a broker. */
  void forget(String brokerName) {
    entries.remove(brokerName);
  }

  /** Says whether the last attempt reached the broker. */
  public boolean reachable(String brokerName) {
    Entry entry = entries.get(brokerName);
    return entry == null || entry.reachable;
  }
}
