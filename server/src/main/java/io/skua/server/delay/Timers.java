package io.skua.server.delay;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.WallAlarm;
import io.skua.server.broker.SystemTopics;
import io.skua.store.MessageStore;
import io.skua.store.disk.Disk;
import io.skua.store.disk.StoreException;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PropertyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the messages that have a second of delivery (protocol 7.6). They wait in queue 0 of the
 * timer's topic, which is the truth; a heap in memory, made again from that queue at each start,
 * says which one is next . {@code timercheck} says how far delivery is, and never is ahead of what
 * is forced to the disk. On the loop.
 *
 * <p>A second is worked off in this order: first what is not to be delivered, then what an Apache
 * broker has parked again, then the rest, each in the order of the queue.
 */
final class Timers {
  /** What a time of delivery is rounded to, in milliseconds (timerPrecisionMs of Apache 5.3.3). */
  static final long PRECISION_MILLIS = 1000;

  private static final Logger log = LoggerFactory.getLogger(Timers.class);

  private static final int BURST = 64;
  private static final int READ_BURST = 512;
  private static final long RETRY_MILLIS = 10_000;

  // The two highest bits of a key that count; below them is the offset in the queue.
  private static final long ROLLED = 1L << 60;
  private static final long PLAIN = 2L << 60;
  private static final long OFFSET_MASK = ROLLED - 1;

  // The index of an Apache broker.
  private static final String LOG = "timerlog";
  private static final String WHEEL = "timerwheel";

  private final Disk disk;
  private final Clock clock;
  private final Parked queue;
  private final WallAlarm alarm;
  private final TimerCheckpoint start;
  private final TimerHeap pending = new TimerHeap();
  // Of the second being worked off: messages that are not to be delivered (any more), with the
  // offset of what says so.
  private final Map<String, Long> gone = new HashMap<>();
  private long version;
  private long second;
  private long read;
  private long first;
  private boolean firstKnown = true;
  private boolean caughtUp;
  private boolean changed;

  /** Reads the file. */
  Timers(Disk disk, MessageStore store, Loop loop, Clock clock) {
    this.disk = disk;
    this.clock = clock;
    this.queue = new Parked(store, SystemTopics.TIMER, 0);
    this.alarm = new WallAlarm(loop, clock, this::run);
    this.start = TimerCheckpoint.read(disk).within(queue.max());
    this.version = start.version();
    // Apache's index has what its checkpoint leaves out.
    long from = hasApachesIndex() ? 0 : start.firstPending();
    this.read = Math.max(queue.min(), Math.min(from, queue.max()));
    this.first = read;
  }

  private boolean hasApachesIndex() {
    return disk.exists(LOG) || disk.exists(WHEEL);
  }

  void start() {
    alarm.soon();
  }

  /** The queue has new messages. */
  void arrived() {
    alarm.soon();
  }

  /** Returns how many messages wait. */
  int size() {
    return pending.size();
  }

  private void run() {
    try {
      if (readOn()) {
        caughtUp = true;
        deliver();
      } else {
        alarm.soon();
      }
    } catch (StoreException e) {
      log.error("the timer cannot go on, and tries again", e);
      alarm.at(clock.wallMillis() + RETRY_MILLIS);
    }
  }

  // --- in

  /**
   * Takes in what is new in the queue, a burst at most; returns whether that was all. Nothing is
   * delivered before: the rest may say that it is not to be.
   */
  private boolean readOn() {
    long end = Math.min(queue.max(), read + READ_BURST);
    while (read < end) {
      List<MessageRecord> messages = queue.read(read, (int) (end - read));
      for (MessageRecord message : messages) {
        changed = true;
        takeIn(message);
        read++;
      }
      if (messages.isEmpty()) {
        read = Math.max(read + 1, queue.min());
      }
    }
    return read >= queue.max();
  }

  private void takeIn(MessageRecord message) {
    String properties = message.properties();
    long time = Parked.number(MessageProperties.value(properties, PropertyName.TIMER_OUT_MS), -1);
    if (time < 0) {
      log.warn("the message at {} of the timer's queue has no time: not delivered", read);
      firstKnown = false;
      return;
    }
    long kind = PLAIN;
    if (MessageProperties.value(properties, PropertyName.TIMER_DEL_UNIQKEY) != null) {
      kind = 0;
    } else if (MessageProperties.value(properties, PropertyName.TIMER_ROLL_TIMES) != null) {
      kind = ROLLED;
    }
    if (delivered(time, kind | read)) {
      firstKnown = false;
    } else {
      pending.add(time, kind | read);
    }
  }

  /** Says whether a message was delivered before the start. */
  private boolean delivered(long time, long key) {
    boolean wasRead = (key & OFFSET_MASK) < start.read();
    return wasRead
        && (time < start.second() || (time == start.second() && key >= PLAIN && key < start.key()));
  }

  // --- out

  private void deliver() {
    long now = clock.wallMillis();
    for (int left = BURST; due(now); left--) {
      if (left == 0) {
        alarm.soon();
        return;
      }
      if (pending.time() != second) {
        second = pending.time();
        forgetGone();
      }
      if (!deliver(pending.key(), now)) {
        alarm.at(now + RETRY_MILLIS);
        return;
      }
      if ((pending.key() & OFFSET_MASK) == first) {
        firstKnown = false;
      }
      pending.remove();
      changed = true;
    }
    if (!gone.isEmpty() && (pending.isEmpty() || pending.time() != second)) {
      forgetGone();
    }
    if (!pending.isEmpty()) {
      alarm.at(pending.time() + PRECISION_MILLIS);
    }
  }

  /** A time was rounded down: it is due when its second is over, so that nothing comes early. */
  private boolean due(long now) {
    return !pending.isEmpty() && pending.time() + PRECISION_MILLIS <= now;
  }

  private void forgetGone() {
    if (!gone.isEmpty()) {
      gone.clear();
      firstKnown = false;
      changed = true;
    }
  }

  /** Returns false when the store takes nothing now. */
  private boolean deliver(long key, long now) {
    long offset = key & OFFSET_MASK;
    List<MessageRecord> found = queue.read(offset, 1);
    if (found.isEmpty()) {
      return true;
    }
    MessageRecord message = found.get(0);
    String properties = message.properties();
    String notToDeliver = MessageProperties.value(properties, PropertyName.TIMER_DEL_UNIQKEY);
    if (notToDeliver != null) {
      gone.put(notToDeliver, offset);
      return true;
    }
    if (!gone.isEmpty() && gone.containsKey(identity(properties))) {
      return true;
    }
    boolean stored = queue.deliver(message, stamped(message, now));
    if (stored && key < PLAIN) {
      gone.put(identity(properties), offset);
    }
    return stored;
  }

  private static String identity(String properties) {
    String topic = MessageProperties.value(properties, PropertyName.REAL_TOPIC);
    return identity(topic, MessageProperties.value(properties, PropertyName.UNIQ_KEY));
  }

  /** Returns what names a message in {@link PropertyName#TIMER_DEL_UNIQKEY}. */
  static String identity(@Nullable String topic, @Nullable String uniqueKey) {
    return topic + "+" + uniqueKey;
  }

  private static String stamped(MessageRecord message, long now) {
    String enqueued =
        MessageProperties.with(
            message.properties(),
            PropertyName.TIMER_ENQUEUE_MS,
            Long.toString(wholeSecond(message.storeTimestamp())));
    return MessageProperties.with(enqueued, PropertyName.TIMER_DEQUEUE_MS, Long.toString(now));
  }

  private static long wholeSecond(long millis) {
    return millis - millis % PRECISION_MILLIS;
  }

  // --- progress

  /** Returns where the log begins that is still needed. */
  long firstNeeded() {
    return queue.logOffset(first());
  }

  private long first() {
    if (!firstKnown) {
      first = read;
      for (int i = 0; i < pending.size(); i++) {
        first = Math.min(first, pending.key(i) & OFFSET_MASK);
      }
      for (long offset : gone.values()) {
        first = Math.min(first, offset);
      }
      firstKnown = true;
    }
    return first;
  }

  /** Says whether there is progress to save; before all is read once there is none. */
  boolean changed() {
    return changed && caughtUp;
  }

  /** Returns how far delivery is; from now on that counts as saved. */
  TimerCheckpoint progress() {
    changed = false;
    long now = clock.wallMillis();
    long floor = wholeSecond(now);
    boolean waiting = !pending.isEmpty() && pending.time() <= floor;
    return new TimerCheckpoint(
        waiting ? pending.time() : floor, read, first(), ++version, waiting ? pending.key() : 0);
  }

  /** Writes progress. From then on the index of an Apache broker is one of the past. */
  void save(TimerCheckpoint progress) {
    progress.write(disk, clock.wallMillis());
    if (hasApachesIndex()) {
      disk.list(LOG).forEach(entry -> disk.delete(LOG + "/" + entry.name()));
      disk.delete(LOG);
      disk.delete(WHEEL);
    }
  }

  void close() {
    alarm.close();
  }
}
