package io.skua.server.admin;

import io.skua.runtime.Clock;
import io.skua.store.Counts;
import io.skua.store.MessageStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * How much the broker does in a second, over the last 10 seconds, minute and ten minutes, from
 * samples of what it counts; and what it had done at the last two midnights. On the loop.
 */
public final class Rates {
  /** Samples are taken every 10 seconds. */
  private static final int[] STEPS = {1, 6, 60};

  private final MessageStore store;
  private final Clock clock;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>(); // the newest first
  private long day;
  private Counts todayMorning = new Counts(0, 0, 0);
  private Counts yesterdayMorning = todayMorning;

  private record Sample(long nanos, Counts counts) {}

  /** Takes the first sample. */
  public Rates(MessageStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.day = today();
    sample();
  }

  /** Takes a sample; to be called every 10 seconds. */
  public void sample() {
    if (today() != day) {
      day = today();
      yesterdayMorning = todayMorning;
      todayMorning = store.counts();
    }
    samples.addFirst(now());
    if (samples.size() > STEPS[STEPS.length - 1]) {
      samples.removeLast();
    }
  }

  private long today() {
    return Instant.ofEpochMilli(clock.wallMillis())
        .atZone(ZoneId.systemDefault())
        .toLocalDate()
        .toEpochDay();
  }

  private Sample now() {
    return new Sample(clock.nanos(), store.counts());
  }

  /** Returns the three rates in a second, with blanks between them, as tools read them. */
  String perSecond(ToLongFunction<Counts> of) {
    StringBuilder text = new StringBuilder();
    for (int steps : STEPS) {
      text.append(text.isEmpty() ? "" : " ").append(perSecond(of, steps));
    }
    return text.toString();
  }

  private double perSecond(ToLongFunction<Counts> of, int steps) {
    Sample now = now();
    Sample then = now;
    int left = steps;
    for (Sample sample : samples) {
      then = sample;
      if (now.nanos - sample.nanos >= TimeUnit.SECONDS.toNanos(10L * steps) || --left < 0) {
        break;
      }
    }
    long nanos = now.nanos - then.nanos;
    long count = of.applyAsLong(now.counts) - of.applyAsLong(then.counts);
    return nanos <= 0 ? 0 : count * 1e9 / nanos;
  }

  /** Returns what had been done by the last midnight; nothing when the broker is younger. */
  Counts todayMorning() {
    return todayMorning;
  }

  /** Returns what had been done by the midnight before; nothing when the broker is younger. */
  Counts yesterdayMorning() {
    return yesterdayMorning;
  }
}
