package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Got;
import io.skua.wire.body.KvTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What brokers say of their disks, queues, permissions and clocks (protocol b 12.3). */
final class BrokerState {
  /** Apache's brokers refuse messages from here on: {@code diskSpaceWarningLevelRatio}. */
  private static final double DISK_FULL = 0.9;

  /** Where nothing says when messages are refused, this is near it. */
  private static final double DISK_NEARLY_FULL = 0.95;

  /** Apache's brokers are busy after so long: {@code osPageCacheBusyTimeOutMills}. */
  private static final long PAGE_CACHE_BUSY_MILLIS = 1000;

  /** Apache's brokers refuse what waits longer: {@code waitTimeMillsInSendQueue}. */
  private static final long SEND_QUEUE_MILLIS = 200;

  /** Times that clients and servers compare are times in seconds at best. */
  private static final long CLOCK_MILLIS = 2000;

  private static final Pattern RUNTIME =
      Pattern.compile(
          "\\[ (\\d{1,6}) days, (\\d{1,2}) hours, (\\d{1,2}) minutes, (\\d{1,2}) seconds \\]");

  private static final int READ = 4;
  private static final int WRITE = 2;

  private BrokerState() {}

  /** Returns the state in a few words, each after a comma. */
  static String summary(Facts.Broker broker) {
    StringBuilder words = new StringBuilder();
    double used = number(broker.figure("commitLogDiskRatio"));
    if (used >= 0) {
      words.append(", disk ").append(percent(used)).append(" used");
    }
    Offset offset = offset(broker);
    if (offset != null) {
      words.append(", clock ").append(offset);
    }
    return words.toString();
  }

  static void judge(Facts.Broker broker, List<Finding> findings) {
    active(broker, findings);
    disk(broker, findings);
    busy(broker, findings);
    permission(broker, findings);
    clock(broker, findings);
  }

  private static void active(Facts.Broker broker, List<Finding> findings) {
    if (broker.master() && "false".equals(broker.figure("brokerActive"))) {
      findings.add(
          Finding.fail(
              "active",
              broker.subject(),
              "says that it is not active",
              "See its log. A Skua server takes no messages then, because its disk is full or a"
                  + " write has failed; with an Apache broker delayed messages and transactions"
                  + " stand still."));
    }
  }

  private static void disk(Facts.Broker broker, List<Finding> findings) {
    double used = number(broker.figure("commitLogDiskRatio"));
    double deletes = number(broker.setting("diskMaxUsedSpaceRatio")) / 100;
    boolean apache = deletes > 0;
    if (apache && used >= DISK_FULL) {
      findings.add(
          Finding.fail(
              "disk",
              broker.subject(),
              "has a full disk, " + percent(used) + " used: it refuses messages (code 14)",
              "Free space on it, or keep messages for a shorter time (fileReservedTime)."));
    } else if (used >= (apache ? deletes : DISK_NEARLY_FULL)) {
      findings.add(
          Finding.warn(
              "disk",
              broker.subject(),
              "has a disk that is nearly full, "
                  + percent(used)
                  + " used"
                  + (apache ? ": messages are deleted before their time" : ""),
              "Free space on it, or keep messages for a shorter time (fileReservedTime)."));
    }
  }

  private static void busy(Facts.Broker broker, List<Finding> findings) {
    double locked = number(broker.figure("pageCacheLockTimeMills"));
    double waiting = number(broker.figure("sendThreadPoolQueueHeadWaitTimeMills"));
    if (locked > PAGE_CACHE_BUSY_MILLIS || waiting > SEND_QUEUE_MILLIS) {
      findings.add(
          Finding.warn(
              "busy",
              broker.subject(),
              "is busy: a write takes "
                  + (long) Math.max(0, locked)
                  + " ms, the next send waits for "
                  + (long) Math.max(0, waiting)
                  + " ms; it refuses sends (code 2)",
              "Look at its disk and memory, send more slowly, or add brokers."));
    }
  }

  private static void permission(Facts.Broker broker, List<Finding> findings) {
    double stated = number(broker.setting("brokerPermission"));
    int missing = stated < 0 ? 0 : (READ | WRITE) & ~(int) stated;
    if (missing != 0) {
      findings.add(
          Finding.warn(
              "permission",
              broker.subject(),
              "may not be "
                  + (missing == WRITE
                      ? "written to"
                      : missing == READ ? "read from" : "written to or read from")
                  + ": brokerPermission is "
                  + (int) stated,
              "After maintenance set it to 6 again: mqadmin updateBrokerConfig -b "
                  + broker.address()
                  + " -k brokerPermission -v 6."));
    }
  }

  private static void clock(Facts.Broker broker, List<Finding> findings) {
    Offset offset = offset(broker);
    if (offset != null && Math.abs(offset.millis()) - offset.uncertain() > CLOCK_MILLIS) {
      findings.add(
          Finding.warn(
              "clock",
              broker.subject(),
              "has a clock that is "
                  + offset
                  + " from the one here: timed messages, lag and searches by time are off by as"
                  + " much",
              "Have both machines set their clocks by the network (NTP)."));
    }
  }

  /**
   * How far a broker's clock is ahead of the one here.
   *
   * @param uncertain half of how long the answer took, and of the second that it was rounded to
   */
  record Offset(long millis, long uncertain) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%+.1f s (+/- %.1f s)", millis / 1000.0, uncertain / 1000.0);
    }
  }

  /** Compares clocks: a broker tells when it started, and for how many seconds it has run. */
  static @Nullable Offset offset(Facts.Broker broker) {
    double started = number(broker.figure("bootTimestamp"));
    String runtime = broker.figure("runtime");
    Matcher ran = RUNTIME.matcher(runtime == null ? "" : runtime.strip());
    if (!(broker.figures() instanceof Got<KvTable> got) || started <= 0 || !ran.matches()) {
      return null;
    }
    Duration running =
        Duration.ofDays(Long.parseLong(ran.group(1)))
            .plusHours(Long.parseLong(ran.group(2)))
            .plusMinutes(Long.parseLong(ran.group(3)))
            .plusSeconds(Long.parseLong(ran.group(4)));
    long there = (long) started + running.toMillis() + 500;
    long here = got.askedMillis() + got.tookMillis() / 2;
    return new Offset(there - here, 500 + got.tookMillis() / 2);
  }

  /** Reads a number; a text that is none, or nothing, is negative. */
  private static double number(@Nullable String text) {
    try {
      return text == null ? -1 : Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
  }
}
