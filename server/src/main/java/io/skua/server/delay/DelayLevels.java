package io.skua.server.delay;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.WallAlarm;
import io.skua.server.broker.SystemTopics;
import io.skua.store.MessageStore;
import io.skua.store.config.ConfigFile;
import io.skua.store.disk.StoreException;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.DelayOffsets;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the messages of the delay levels (protocol 7.6). Level n waits in queue n - 1 of the
 * schedule topic, where each entry has the time of its delivery; as all messages of a level wait
 * for the same time, the first one is always due first. How far a level is stands in {@code
 * delayOffset.json}, which never is ahead of what is forced to the disk. On the loop.
 */
final class DelayLevels {
  private static final Logger log = LoggerFactory.getLogger(DelayLevels.class);

  private static final int BURST = 32;
  private static final long RETRY_MILLIS = 10_000;

  private final MessageStore store;
  private final Clock clock;
  private final ConfigFile file;
  private final List<Level> levels = new ArrayList<>();
  private final SortedMap<Integer, Long> others = new TreeMap<>();
  private DataVersion version;
  private SortedMap<Integer, Long> saved = new TreeMap<>();

  /**
   * Reads the file.
   *
   * @param delayMillis delays of the levels, level 1 first
   */
  DelayLevels(ConfigFile file, MessageStore store, List<Long> delayMillis, Loop loop, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.file = file;
    this.version = new DataVersion(0, 0, clock.wallMillis());
    file.read(text -> load(DelayOffsets.parse(text.getBytes(StandardCharsets.UTF_8))));
    for (int i = 0; i < delayMillis.size(); i++) {
      levels.add(new Level(i + 1, delayMillis.get(i), others.remove(i + 1), loop));
    }
  }

  private void load(DelayOffsets found) {
    version = found.dataVersion();
    saved = found.offsets();
    others.putAll(saved);
  }

  void start() {
    levels.forEach(level -> level.alarm.soon());
  }

  /** The queue of a level has new messages. */
  void arrived(int queueId) {
    if (queueId < levels.size()) {
      levels.get(queueId).arrived();
    }
  }

  /** Returns where the log begins that is still needed. */
  long firstNeeded() {
    long first = Long.MAX_VALUE;
    for (Level level : levels) {
      first = Math.min(first, level.queue.logOffset(level.next));
    }
    return first;
  }

  /**
   * Returns how far each level is that has ever had a message, and what the file said of others.
   */
  SortedMap<Integer, Long> progress() {
    SortedMap<Integer, Long> offsets = new TreeMap<>(others);
    for (Level level : levels) {
      if (level.next > 0) {
        offsets.put(level.number, level.next);
      }
    }
    return offsets;
  }

  /** Says whether there is progress to save. */
  boolean changed() {
    return !progress().equals(saved);
  }

  /** Writes progress. */
  void save(SortedMap<Integer, Long> progress) {
    version = version.next(clock.wallMillis());
    byte[] text = new DelayOffsets(version, progress).write();
    file.write(new String(text, StandardCharsets.UTF_8));
    saved = progress;
  }

  void close() {
    levels.forEach(level -> level.alarm.close());
  }

  private final class Level {
    final int number;
    final long delayMillis;
    final Parked queue;
    final WallAlarm alarm;
    long next;

    Level(int number, long delayMillis, @Nullable Long next, Loop loop) {
      this.number = number;
      this.delayMillis = delayMillis;
      this.queue = new Parked(store, SystemTopics.SCHEDULE, number - 1);
      this.alarm = new WallAlarm(loop, clock, this::run);
      this.next = Math.min(next == null ? 0 : next, queue.max());
    }

    void arrived() {
      if (!alarm.isSet()) {
        alarm.soon();
      }
    }

    void run() {
      try {
        next = Math.max(next, queue.min());
        int due = due();
        if (due > 0 && !deliver(due)) {
          alarm.at(clock.wallMillis() + RETRY_MILLIS);
        } else if (next < queue.max()) {
          alarm.at(dueTime(next));
        }
      } catch (StoreException e) {
        log.error("delay level {} cannot go on at {}, and tries again", number, next, e);
        alarm.at(clock.wallMillis() + RETRY_MILLIS);
      }
    }

    /** Returns how many messages are due, a burst at most. */
    private int due() {
      long end = Math.min(queue.max(), next + BURST);
      long now = clock.wallMillis();
      int count = 0;
      while (next + count < end && dueTime(next + count) <= now) {
        count++;
      }
      return count;
    }

    /** A time further away than the level's delay is one of a clock that was set since. */
    private long dueTime(long offset) {
      long time = queue.tagCode(offset);
      long now = clock.wallMillis();
      return time > now + delayMillis ? now : time;
    }

    private boolean deliver(int due) {
      List<MessageRecord> messages = queue.read(next, due);
      for (MessageRecord message : messages) {
        if (!queue.deliver(message, message.properties())) {
          return false;
        }
        next++;
      }
      if (messages.isEmpty()) {
        next++;
      }
      return true;
    }
  }
}
