package io.skua.cli;

import io.skua.runtime.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Says how far a long task is: on a terminal a bar, which comes after a second and goes at the end;
 * elsewhere a line every five seconds. Used by one thread.
 */
final class Progress {
  private static final int WIDTH = 30;
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final Duration FIRST_BAR = Duration.ofSeconds(1);
  private static final Duration NEXT_BAR = Duration.ofMillis(100);
  private static final Duration EACH_LINE = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private final long total;
  private final Clock clock;
  private final long begin;
  private long due;
  private boolean drawn;

  /** Begins. */
  Progress(PrintWriter out, boolean terminal, long total, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
    this.clock = clock;
    this.begin = clock.nanos();
    this.due = begin + (terminal ? FIRST_BAR : EACH_LINE).toNanos();
  }

  /** Tells how many of all are done. */
  void at(long done) {
    long now = clock.nanos();
    if (now - due < 0) {
      return;
    }
    due = now + (terminal ? NEXT_BAR : EACH_LINE).toNanos();
    String state = text(done, now);
    if (terminal) {
      int filled = (int) (done * WIDTH / total);
      out.print(CLEAR_LINE + "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + state);
      out.flush();
      drawn = true;
    } else {
      out.println(state);
    }
  }

  private String text(long done, long now) {
    double seconds = Math.max(1, now - begin) / 1e9;
    return String.format(Locale.ROOT, "%d of %d sent, %.0f/s", done, total, done / seconds);
  }

  /** Ends; a bar disappears. */
  void end() {
    if (drawn) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
