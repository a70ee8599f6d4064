package io.skua.store;

import io.skua.store.index.IndexSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a store works. The lengths of files are for new directories: those that are there win.
 *
 * @param flush what a waiting sender waits for
 * @param maxMessageBytes most bytes of a body, and of a batch; a record may have 65536 more
 * @param logFileBytes length of a log file
 * @param queueFileEntries messages per queue file
 * @param flushEvery time between two forces when nobody waits
 * @param checkpointEvery time between two writes of queues and checkpoint
 * @param cleanEvery time between two looks for expired files, and at the free space
 * @param retention how long a log file is kept after its last message
 * @param maxLogBytes most bytes of all log files; older ones go first, the last one never, and none
 *     that holds a message whose delay is not over
 * @param minFreeBytes appends are refused while the disk has less
 * @param delayMillis delays of the delay levels, level 1 first
 * @param index whether and how messages are indexed by their keys
 */
public record StoreSettings(
    FlushMode flush,
    int maxMessageBytes,
    long logFileBytes,
    int queueFileEntries,
    Duration flushEvery,
    Duration checkpointEvery,
    Duration cleanEvery,
    Duration retention,
    long maxLogBytes,
    long minFreeBytes,
    List<Long> delayMillis,
    IndexSettings index) {
  private static final int RECORD_EXTRA = 65_536;

  /** Checks that the largest record fits a log file and that files are not empty. */
  public StoreSettings {
    if (maxMessageBytes <= 0 || logFileBytes > Integer.MAX_VALUE || queueFileEntries <= 0) {
      throw new IllegalArgumentException(
          "maxMessageBytes and queueFileEntries must be positive and logFileBytes at most 2^31-1: "
              + maxMessageBytes
              + ", "
              + queueFileEntries
              + ", "
              + logFileBytes);
    }
    if (logFileBytes < (long) maxMessageBytes + RECORD_EXTRA) {
      throw new IllegalArgumentException(
          "logFileBytes "
              + logFileBytes
              + " cannot hold a message of "
              + maxMessageBytes
              + " bytes; it must have 65536 more");
    }
    delayMillis = List.copyOf(delayMillis);
  }

  /**
   * Returns the defaults: 16 MiB log files, so that ten messages do not make gigabytes; 72 hours, 4
   * MiB messages, 500 ms and the 18 delay levels as everywhere (protocol B 11).
   */
  public static StoreSettings defaults() {
    return new StoreSettings(
        FlushMode.ASYNC,
        4 << 20,
        16 << 20,
        20_000,
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofDays(3),
        Long.MAX_VALUE,
        64 << 20,
        Stream.of(
                1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600,
                7200)
            .map(seconds -> seconds * 1000L)
            .toList(),
        IndexSettings.DEFAULT);
  }

  /** Returns a copy with another flush mode. */
  public StoreSettings withFlush(FlushMode value) {
    return new StoreSettings(
        value,
        maxMessageBytes,
        logFileBytes,
        queueFileEntries,
        flushEvery,
        checkpointEvery,
        cleanEvery,
        retention,
        maxLogBytes,
        minFreeBytes,
        delayMillis,
        index);
  }

  /** Returns a copy with other lengths of messages and files. */
  public StoreSettings withSizes(int messageBytes, long logBytes, int queueEntries) {
    return new StoreSettings(
        flush,
        messageBytes,
        logBytes,
        queueEntries,
        flushEvery,
        checkpointEvery,
        cleanEvery,
        retention,
        maxLogBytes,
        minFreeBytes,
        delayMillis,
        index);
  }

  /** Returns a copy with other limits of age and of bytes. */
  public StoreSettings withRetention(Duration age, long logBytes, long freeBytes) {
    return new StoreSettings(
        flush,
        maxMessageBytes,
        logFileBytes,
        queueFileEntries,
        flushEvery,
        checkpointEvery,
        cleanEvery,
        age,
        logBytes,
        freeBytes,
        delayMillis,
        index);
  }

  /** Returns a copy with another index. */
  public StoreSettings withIndex(IndexSettings value) {
    return new StoreSettings(
        flush,
        maxMessageBytes,
        logFileBytes,
        queueFileEntries,
        flushEvery,
        checkpointEvery,
        cleanEvery,
        retention,
        maxLogBytes,
        minFreeBytes,
        delayMillis,
        value);
  }

  /** Returns the most bytes that a record may have (protocol 4.8). */
  public int maxRecordBytes() {
    return maxMessageBytes + RECORD_EXTRA;
  }
}
