package io.skua.wire.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the unique ids of messages (protocol 4.5): host, process, time since the start of the
 * month, and a counter. Thread-safe. An id costs its characters and nothing else.
 */
public final class UniqueId {
  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int VARYING_CHARACTERS = 12;
  // A clock that was set back by less than this leaves the difference at zero (protocol 4.5).
  private static final int CLOCK_STEP_MILLIS = 1_000_000;

  private final byte[] prefix;
  private final TimeZone zone;
  private final LongSupplier wallMillis;
  private final AtomicInteger counter = new AtomicInteger();
  private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();
  private volatile Month month;

  /**
   * Makes a source of ids.
   *
   * @param ip 4 or 16 address bytes of this host
   * @param pid id of this process; the low 16 bits count
   * @param origin any number that differs between sources of one process
   * @param zone time zone in which months begin
   * @param wallMillis reads wall time in milliseconds
   */
  public UniqueId(byte[] ip, long pid, int origin, TimeZone zone, LongSupplier wallMillis) {
    if (ip.length != 4 && ip.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + ip.length);
    }
    this.prefix = new byte[(ip.length + 6) * 2];
    int at = 0;
    for (byte b : ip) {
      at = hex(prefix, at, b, 2);
    }
    at = hex(prefix, at, (int) pid, 4);
    hex(prefix, at, origin, 8);
    this.zone = zone;
    this.wallMillis = wallMillis;
    this.month = Month.of(wallMillis.getAsLong(), zone);
  }

  /** Returns a new id of 32 (IPv4) or 56 (IPv6) characters. */
  public String next() {
    long now = wallMillis.getAsLong();
    Month current = month;
    if (now >= current.next) {
      current = Month.of(now, zone);
      month = current;
    }
    long difference = now - current.start;
    if (difference < 0 && difference > -CLOCK_STEP_MILLIS) {
      difference = 0;
    }
    // A string copies what it is made of; whoever comes meanwhile makes an array of its own.
    byte[] id = spare.getAndSet(null);
    if (id == null) {
      id = Arrays.copyOf(prefix, prefix.length + VARYING_CHARACTERS);
    }
    int at = hex(id, prefix.length, (int) difference, 8);
    hex(id, at, counter.getAndIncrement(), 4);
    String text = new String(id, StandardCharsets.ISO_8859_1);
    spare.set(id);
    return text;
  }

  private static int hex(byte[] target, int at, int value, int characters) {
    for (int i = 0; i < characters; i++) {
      target[at + i] = DIGITS[(value >>> (4 * (characters - 1 - i))) & 0xF];
    }
    return at + characters;
  }

  /**
   * A month in local time, by arithmetic: the calendars of the JDK cost a starting client some 15
   * ms. Where the offset from UTC changes within a month, the edges may be off by that change,
   * which no reader can tell.
   */
  private record Month(long start, long next) {
    private static final long DAY_MILLIS = 86_400_000;

    static Month of(long now, TimeZone zone) {
      long offset = zone.getOffset(now);
      long today = Math.floorDiv(now + offset, DAY_MILLIS);
      long first = today - dayOfMonth(today);
      // A month has at most 31 days: 31 days after its first day lies in the next one, or is it.
      long next = first + 31 - dayOfMonth(first + 31);
      return new Month(first * DAY_MILLIS - offset, next * DAY_MILLIS - offset);
    }

    /**
     * Returns the day of the month, counted from 0, of a day since 1970-01-01. Years are counted
     * from March, so that the leap day comes last.
     */
    private static long dayOfMonth(long day) {
      long sinceMarch0000 = day + 719_468;
      long dayOfEra = Math.floorMod(sinceMarch0000, 146_097L);
      long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
      long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
      long month = (5 * dayOfYear + 2) / 153;
      return dayOfYear - (153 * month + 2) / 5;
    }
  }
}
