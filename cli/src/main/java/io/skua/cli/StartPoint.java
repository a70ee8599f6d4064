package io.skua.cli;

import io.skua.runtime.Clock;
import io.skua.runtime.SystemPlatform;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where following begins.
 *
 * @param millis of a moment, since 1970
 */
record StartPoint(Kind kind, long millis) {
  /** The three ways to say it. */
  enum Kind {
    FIRST,
    LAST,
    TIME
  }

  /** Reads what the user typed; what is wrong with it becomes a usage error. */
  static final class Converter implements ITypeConverter<StartPoint> {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm[:ss[.SSS]][XXX]]");

    @Override
    public StartPoint convert(String text) {
      return of(text, SystemPlatform.INSTANCE.clock(), ZoneId.systemDefault());
    }

    static StartPoint of(String text, Clock clock, ZoneId zone) {
      if (text.equals("first")) {
        return new StartPoint(Kind.FIRST, 0);
      }
      if (text.equals("last")) {
        return new StartPoint(Kind.LAST, 0);
      }
      try {
        Instant now = Instant.ofEpochMilli(clock.wallMillis());
        Instant moment = text.matches("\\d+[smhd]") ? now.minus(span(text)) : moment(text, zone);
        return new StartPoint(Kind.TIME, moment.toEpochMilli());
      } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is none of first, last, a time as 2026-01-31T18:30 or 2026-01-31T18:30:00Z,"
                + " or a time ago as 90s, 15m, 2h or 1d");
      }
    }

    private static Duration span(String text) {
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }

    private static Instant moment(String text, ZoneId zone) {
      TemporalAccessor read =
          TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (read instanceof ZonedDateTime zoned) {
        return zoned.toInstant();
      }
      LocalDateTime local =
          read instanceof LocalDateTime time ? time : ((LocalDate) read).atStartOfDay();
      return local.atZone(zone).toInstant();
    }
  }
}
