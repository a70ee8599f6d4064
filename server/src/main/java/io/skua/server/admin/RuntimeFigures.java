package io.skua.server.admin;

import io.skua.runtime.Clock;
import io.skua.server.broker.SystemTopics;
import io.skua.server.delay.Delays;
import io.skua.store.Counts;
import io.skua.store.MessageStore;
import io.skua.store.disk.Disk;
import io.skua.store.log.CommitLog;
import io.skua.wire.body.KvTable;
import io.skua.wire.code.Version;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The figures of a running broker under the names that tools look for (protocol b 12.3). Tools do
 * not check for missing ones, so that those are there, too, that mean nothing here: this broker has
 * one loop and no pools of threads with queues before them. On the loop.
 */
public final class RuntimeFigures {
  private static final List<String> POOLS =
      List.of("send", "pull", "query", "litePull", "ack", "EndTransaction");

  private static final List<String> ALWAYS_ZERO =
      List.of(
          "EndTransactionQueueSize",
          "dispatchBehindBytes",
          "dispatchMaxBuffer",
          "getMessageEntireTimeMax",
          "pageCacheLockTimeMills",
          "putLatency99",
          "putLatency999",
          "putMessageEntireTimeMax",
          "putMessageFailedTimes",
          "remainTransientStoreBufferNumbs",
          "startAcceptSendRequestTimeStamp",
          "timerOffsetBehind",
          "timerReadBehind");

  private final MessageStore store;
  private final Disk disk;
  private final Delays delays;
  private final Rates rates;
  private final Clock clock;
  private final long startWall;

  /** Makes them; the broker counts as started now. */
  public RuntimeFigures(MessageStore store, Disk disk, Delays delays, Rates rates, Clock clock) {
    this.store = store;
    this.disk = disk;
    this.delays = delays;
    this.rates = rates;
    this.clock = clock;
    this.startWall = clock.wallMillis();
  }

  /** Returns all of them as of now. */
  KvTable table() {
    SortedMap<String, String> table = new TreeMap<>();
    ALWAYS_ZERO.forEach(name -> table.put(name, "0"));
    for (String pool : POOLS) {
      table.put(pool + "ThreadPoolQueueSize", "0");
      table.put(pool + "ThreadPoolQueueCapacity", "0");
      table.put(pool + "ThreadPoolQueueHeadWaitTimeMills", "0");
    }
    broker(table);
    traffic(table);
    log(table);
    delayed(table);
    return new KvTable(table);
  }

  private void broker(SortedMap<String, String> table) {
    table.put("brokerActive", Boolean.toString(store.refusal() == null));
    table.put("brokerVersion", Integer.toString(Version.CURRENT));
    table.put("brokerVersionDesc", "V5_3_3");
    table.put("bootTimestamp", Long.toString(startWall));
    // By the wall, as tools add the two to learn what the time is here.
    long seconds = TimeUnit.MILLISECONDS.toSeconds(Math.max(0, clock.wallMillis() - startWall));
    table.put(
        "runtime",
        "[ %d days, %d hours, %d minutes, %d seconds ]"
            .formatted(
                TimeUnit.SECONDS.toDays(seconds),
                TimeUnit.SECONDS.toHours(seconds) % 24,
                TimeUnit.SECONDS.toMinutes(seconds) % 60,
                seconds % 60));
  }

  private void traffic(SortedMap<String, String> table) {
    Counts now = store.counts();
    String out = rates.perSecond(Counts::read);
    table.put("putTps", rates.perSecond(Counts::appended));
    table.put("getTransferredTps", out);
    table.put("getFoundTps", out);
    table.put("getTotalTps", out);
    table.put("getMissTps", "0.0 0.0 0.0");
    totals(table, "Now", now, "Today");
    totals(table, "Morning", rates.todayMorning(), "Today");
    totals(table, "Morning", rates.yesterdayMorning(), "Yesterday");
    table.put("putMessageTimesTotal", Long.toString(now.appended()));
    table.put("putMessageSizeTotal", Long.toString(now.appendedBytes()));
    double average = now.appended() == 0 ? 0 : (double) now.appendedBytes() / now.appended();
    table.put("putMessageAverageSize", Double.toString(average));
    table.put("putMessageDistributeTime", "");
  }

  private static void totals(
      SortedMap<String, String> table, String moment, Counts counts, String day) {
    table.put("msgPutTotal" + day + moment, Long.toString(counts.appended()));
    table.put("msgGetTotal" + day + moment, Long.toString(counts.read()));
  }

  private void log(SortedMap<String, String> table) {
    long total = disk.totalBytes();
    long free = disk.freeBytes();
    String used = Double.toString(total <= 0 ? 0 : (double) (total - free) / total);
    table.put("commitLogMinOffset", Long.toString(store.logStart()));
    table.put("commitLogMaxOffset", Long.toString(store.logEnd()));
    table.put("commitLogDiskRatio", used);
    table.put("commitLogDiskRatio_" + disk.describe(CommitLog.DIRECTORY), used);
    table.put("consumeQueueDiskRatio", used);
    table.put(
        "commitLogDirCapacity",
        "Total : %.1f GiB, Free : %.1f GiB.".formatted(gibibytes(total), gibibytes(free)));
    table.put("earliestMessageTimeStamp", Long.toString(store.earliestTime()));
    table.put("remainHowManyDataToFlush", store.unforcedBytes() + " B");
  }

  private static double gibibytes(long bytes) {
    return bytes / (double) (1 << 30);
  }

  private void delayed(SortedMap<String, String> table) {
    delays
        .levels()
        .forEach(
            (level, offset) ->
                table.put(
                    "scheduleMessageOffset_" + level,
                    offset + "," + store.maxOffset(SystemTopics.SCHEDULE, level - 1)));
    table.put("timerCongestNum", Integer.toString(delays.timed()));
    table.put("timerEnqueueTps", "0.0");
    table.put("timerDequeueTps", "0.0");
  }
}
