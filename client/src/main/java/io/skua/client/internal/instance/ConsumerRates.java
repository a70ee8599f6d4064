package io.skua.client.internal.instance;

import io.skua.runtime.Clock;
import io.skua.wire.body.ConsumerRunningInfo;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What programs count of their consuming, by group and topic. Thread-safe. */
public final class ConsumerRates {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<Key, Figures> figures = new ConcurrentHashMap<>();

  /** What is counted. */
  public enum Figure {
    /** How long pulls take, in milliseconds. */
    PULL_TIME,
    /** Messages pulled. */
    PULLED,
    /** How long listeners take, in milliseconds. */
    CONSUME_TIME,
    /** Messages consumed. */
    CONSUMED,
    /** Messages whose consumption failed. */
    FAILED
  }

  private record Key(String group, String topic) {}

  ConsumerRates(Clock clock) {
    this.clock = clock;
  }

  /** Adds a value to a figure. */
  public void add(Figure figure, String group, String topic, long value) {
    figures.computeIfAbsent(new Key(group, topic), key -> new Figures()).add(figure, value);
  }

  /** Returns the rates of a group, by topic. */
  public SortedMap<String, ConsumerRunningInfo.Rates> of(String group) {
    SortedMap<String, ConsumerRunningInfo.Rates> rates = new TreeMap<>();
    figures.forEach(
        (key, counted) -> {
          if (key.group().equals(group)) {
            rates.put(key.topic(), counted.rates());
          }
        });
    return rates;
  }

  /** The figures of a topic. Its monitor guards them. */
  private final class Figures {
    private final Map<Figure, Recent> minutes = new EnumMap<>(Figure.class);
    private final Recent failedInHour = new Recent(MINUTE);

    Figures() {
      for (Figure figure : Figure.values()) {
        minutes.put(figure, new Recent(SECOND));
      }
    }

    synchronized void add(Figure figure, long value) {
      long now = clock.nanos();
      minute(figure).add(now, value);
      if (figure == Figure.FAILED) {
        failedInHour.add(now, value);
      }
    }

    synchronized ConsumerRunningInfo.Rates rates() {
      long now = clock.nanos();
      return new ConsumerRunningInfo.Rates(
          minute(Figure.PULL_TIME).mean(now),
          minute(Figure.PULLED).sum(now) / (double) Recent.SLOTS,
          minute(Figure.CONSUME_TIME).mean(now),
          minute(Figure.CONSUMED).sum(now) / (double) Recent.SLOTS,
          minute(Figure.FAILED).sum(now) / (double) Recent.SLOTS,
          failedInHour.sum(now));
    }

    private Recent minute(Figure figure) {
      return Objects.requireNonNull(minutes.get(figure));
    }
  }

  /** A value over the last {@link #SLOTS} units of time. */
  private static final class Recent {
    static final int SLOTS = 60;

    private final long unit;
    private final long[] sums = new long[SLOTS];
    private final long[] counts = new long[SLOTS];
    private long newest = Long.MIN_VALUE; // the number of the unit that was last written to

    Recent(Duration unit) {
      this.unit = unit.toNanos();
    }

    void add(long now, long value) {
      int slot = slot(move(now));
      sums[slot] += value;
      counts[slot]++;
    }

    long sum(long now) {
      move(now);
      long all = 0;
      for (long sum : sums) {
        all += sum;
      }
      return all;
    }

    double mean(long now) {
      long sum = sum(now);
      long count = 0;
      for (long each : counts) {
        count += each;
      }
      return count == 0 ? 0 : sum / (double) count;
    }

    // Slots that were last written to a whole round ago are empty.
    private long move(long now) {
      long current = Math.floorDiv(now, unit);
      long first = newest == Long.MIN_VALUE ? current : Math.max(newest + 1, current - SLOTS + 1);
      for (long each = first; each <= current; each++) {
        sums[slot(each)] = 0;
        counts[slot(each)] = 0;
      }
      newest = Math.max(newest, current);
      return newest;
    }

    private static int slot(long number) {
      return Math.floorMod(number, SLOTS);
    }
  }
}
