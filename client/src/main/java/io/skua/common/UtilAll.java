package io.skua.common;

import io.skua.runtime.ProcessId;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Small helpers that programs have come to use: the process id, and times as text, in the default
 * time zone. Safe for use from any thread.
 */
public class UtilAll {
  /** Pattern of a date with time. */
  public static final String YYYY_MM_DD_HH_MM_SS = "yyyy-MM-dd HH:mm:ss";

  /** Pattern of a date with time and milliseconds. */
  public static final String YYYY_MM_DD_HH_MM_SS_SSS = "yyyy-MM-dd#HH:mm:ss:SSS";

  /** Pattern of a date with time in digits only. */
  public static final String YYYYMMDDHHMMSS = "yyyyMMddHHmmss";

  /** There is nothing to create; kept because the constructor has always been public. */
  public UtilAll() {}

  /** Returns the id of this process, or what fits into an {@code int} of it. */
  public static int getPid() {
    return (int) ProcessId.current();
  }

  /** Returns a time as {@code yyyyMMddHHmmssSSS}; {@code t} is in milliseconds since 1970. */
  public static String timeMillisToHumanString(long t) {
    return text(t, "yyyyMMddHHmmssSSS");
  }

  /** Returns a time as {@code yyyy-MM-dd HH:mm:ss,SSS}. */
  public static String timeMillisToHumanString2(long t) {
    return text(t, "yyyy-MM-dd HH:mm:ss,SSS");
  }

  /** Returns a time as {@code yyyyMMddHHmmss}. */
  public static String timeMillisToHumanString3(long t) {
    return text(t, YYYYMMDDHHMMSS);
  }

  private static String text(long millis, String pattern) {
    return DateTimeFormatter.ofPattern(pattern)
        .withZone(ZoneId.systemDefault())
        .format(Instant.ofEpochMilli(millis));
  }

  /** Returns a time as a pattern of {@link SimpleDateFormat} has it. */
  public static String formatDate(Date date, String pattern) {
    return new SimpleDateFormat(pattern).format(date);
  }

  /** Returns the time in a text, or null when it is not as the pattern has it. */
  public static @Nullable Date parseDate(String date, String pattern) {
    try {
      return new SimpleDateFormat(pattern).parse(date);
    } catch (ParseException e) {
      return null;
    }
  }
}
