package io.skua.cli.doctor;

import java.time.Duration;
import java.util.Collection;

/** Numbers and lists in words. */
final class Words {
  private Words() {}

  /** Returns a number of things. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** Returns where things are, or nothing when they are nowhere. */
  static String in(Collection<String> names) {
    return names.isEmpty() ? "" : " in " + String.join(", ", names);
  }

  /** Returns a span of time in its largest unit, or two. */
  static String span(long millis) {
    Duration span = Duration.ofMillis(millis);
    if (span.toDays() > 0) {
      return span.toDays() + " d " + span.toHoursPart() + " h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    if (span.toMinutes() > 0) {
      return span.toMinutes() + " min " + span.toSecondsPart() + " s";
    }
    return span.toSeconds() + " s";
  }
}
