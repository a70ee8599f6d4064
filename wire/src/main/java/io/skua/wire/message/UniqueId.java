package io.skua.wire.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

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
  private final ZoneId zone;
  private final LongSupplier wallMillis;
  private final AtomicInteger counter = new AtomicInteger();
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
  public UniqueId(byte[] ip, long pid, int origin, ZoneId zone, LongSupplier wallMillis) {
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
    byte[] id = new byte[prefix.length + VARYING_CHARACTERS];
    System.arraycopy(prefix, 0, id, 0, prefix.length);
    int at = hex(id, prefix.length, (int) difference, 8);
    hex(id, at, counter.getAndIncrement(), 4);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private static int hex(byte[] target, int at, int value, int characters) {
    for (int i = 0; i < characters; i++) {
      target[at + i] = DIGITS[(value >>> (4 * (characters - 1 - i))) & 0xF];
    }
    return at + characters;
  }

  private record Month(long start, long next) {
    static Month of(long now, ZoneId zone) {
      ZonedDateTime first =
          Instant.ofEpochMilli(now).atZone(zone).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
      return new Month(
          first.toInstant().toEpochMilli(), first.plusMonths(1).toInstant().toEpochMilli());
    }
  }
}
