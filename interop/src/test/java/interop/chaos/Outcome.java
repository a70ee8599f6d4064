package interop.chaos;

import io.skua.testkit.Chaos.Fault;
import io.skua.testkit.Sent;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What schedules came to.
 *
 * @param schedules how many there were
 * @param acknowledged sends that were acknowledged
 * @param oneWay one-way sends that were taken
 * @param failures sends that failed, by the name of their exception
 * @param stored messages in the stores, repeated ones among them
 * @param late sends that took longer than their time and a tenth of it, with nothing allowed
 * @param overrun the most that a send took longer than its time
 * @param stall the most that the machine was late by itself
 * @param faults what has happened to the connections
 */
record Outcome(
    int schedules,
    int acknowledged,
    int oneWay,
    Map<String, Integer> failures,
    int stored,
    int late,
    Duration overrun,
    Duration stall,
    Map<Fault, Integer> faults) {
  private static final Duration LEAST = Duration.ofDays(-1);

  /** Of no schedule. */
  static final Outcome NONE =
      new Outcome(0, 0, 0, Map.of(), 0, 0, LEAST, Duration.ZERO, new EnumMap<>(Fault.class));

  static Outcome of(
      Collection<Sent> sends, int stored, Duration stall, Map<Fault, Integer> faults) {
    int acknowledged = 0;
    int oneWay = 0;
    int late = 0;
    Map<String, Integer> failures = new TreeMap<>();
    Duration overrun = LEAST;
    for (Sent sent : sends) {
      if (sent.result() != null) {
        acknowledged++;
      } else if (sent.failure() != null) {
        failures.merge(sent.failure().getClass().getSimpleName(), 1, Integer::sum);
      } else {
        oneWay++;
      }
      late += sent.isLate(Duration.ZERO) ? 1 : 0;
      overrun = longer(overrun, sent.overrun());
    }
    return new Outcome(1, acknowledged, oneWay, failures, stored, late, overrun, stall, faults);
  }

  Outcome and(Outcome other) {
    return new Outcome(
        schedules + other.schedules,
        acknowledged + other.acknowledged,
        oneWay + other.oneWay,
        sum(new TreeMap<>(failures), other.failures),
        stored + other.stored,
        late + other.late,
        longer(overrun, other.overrun),
        longer(stall, other.stall),
        sum(new EnumMap<>(faults), other.faults));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static <K> Map<K, Integer> sum(Map<K, Integer> sums, Map<K, Integer> more) {
    more.forEach((key, count) -> sums.merge(key, count, Integer::sum));
    return sums;
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return """
        %d schedules: %d acknowledged, %d one-way, failed %s, %d stored; \
        %d late, longest overrun %d ms, longest stall of the machine %d ms; faults %s"""
        .formatted(
            schedules,
            acknowledged,
            oneWay,
            failures,
            stored,
            late,
            overrun.toMillis(),
            stall.toMillis(),
            faults);
  }
}
