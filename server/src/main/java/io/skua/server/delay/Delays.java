package io.skua.server.delay;

import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.server.broker.Names;
import io.skua.server.broker.SystemTopics;
import io.skua.store.MessageStore;
import io.skua.store.config.ConfigFile;
import io.skua.store.disk.Disk;
import io.skua.store.disk.StoreException;
import io.skua.store.queue.ConsumeQueue;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import io.skua.wire.message.RecallHandle;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that are delivered later: which topic they wait in (protocol 7.6), and that they come in
 * time, also after a restart or a crash. A crash may deliver again what was delivered since the
 * last {@link #save}; nothing is lost. No thread polls. On the loop.
 */
public final class Delays {
  /** How far ahead a timed message may be (timerMaxDelaySec of Apache 5.3.3). */
  public static final Duration LONGEST = Duration.ofDays(3);

  private static final Logger log = LoggerFactory.getLogger(Delays.class);

  /** The most timed messages that may wait: each takes 16 bytes of memory, at most 32. */
  private static final int MOST_TIMED = 8_000_000;

  private static final String[] TIMES = {
    PropertyName.TIMER_DELIVER_MS, PropertyName.TIMER_DELAY_SEC, PropertyName.TIMER_DELAY_MS
  };

  private final MessageStore store;
  private final Clock clock;
  private final int levelCount;
  private final DelayLevels levels;
  private final Timers timers;
  private boolean saving;

  /**
   * Reads how far delivery is; {@link #start} begins it.
   *
   * @param delayMillis delays of the levels, level 1 first
   */
  public Delays(Disk disk, MessageStore store, List<Long> delayMillis, Loop loop, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.levelCount = delayMillis.size();
    ConfigFile file = new ConfigFile(disk, "delayOffset.json");
    this.levels = new DelayLevels(file, store, delayMillis, loop, clock);
    this.timers = new Timers(disk, store, loop, clock);
    store.keep(() -> Math.min(levels.firstNeeded(), timers.firstNeeded()));
  }

  /** Begins to deliver, with what was due before. */
  public void start() {
    levels.start();
    timers.start();
  }

  /** A queue has new messages that readers see. */
  public void arrived(ConsumeQueue queue) {
    if (queue.topic().equals(SystemTopics.SCHEDULE)) {
      levels.arrived(queue.queueId());
    } else if (queue.topic().equals(SystemTopics.TIMER)) {
      timers.arrived();
    }
  }

  // --- parking

  /**
   * Returns what to store for a message: its parked form when its properties ask for a delay that
   * is not over yet, else the message itself.
   *
   * @throws RequestRefused when the time is none, too far away, or too much waits already
   */
  public MessageDraft park(MessageDraft draft) {
    String properties = draft.properties();
    long level = number(properties, PropertyName.DELAY);
    if (level > 0) {
      return parkAtLevel(draft, (int) Math.min(level, levelCount));
    }
    boolean parkedBefore =
        draft.topic().equals(SystemTopics.TIMER)
            || MessageProperties.value(properties, PropertyName.TIMER_OUT_MS) != null;
    long now = clock.wallMillis();
    long time = parkedBefore ? 0 : time(properties, now);
    if (time > now) {
      return parkUntil(draft, time, now);
    }
    if (time > 0 && MessageProperties.value(properties, PropertyName.TIMER_DEL_UNIQKEY) != null) {
      throw illegalTime();
    }
    return draft;
  }

  private static MessageDraft parkAtLevel(MessageDraft draft, int level) {
    String properties = draft.properties();
    for (String name : TIMES) {
      properties = MessageProperties.without(properties, name);
    }
    properties = MessageProperties.with(properties, PropertyName.DELAY, Integer.toString(level));
    return parked(draft, SystemTopics.SCHEDULE, level - 1, properties);
  }

  private MessageDraft parkUntil(MessageDraft draft, long time, long now) {
    if (time - now > LONGEST.toMillis()) {
      throw illegalTime();
    }
    if (timers.size() >= MOST_TIMED) {
      throw new RequestRefused(
          ResponseCode.SYSTEM_ERROR,
          "timer message is under flow control, max num limit is " + MOST_TIMED);
    }
    // Rounded down, and a whole second by one more (protocol 7.6).
    long second = (time - 1) - (time - 1) % Timers.PRECISION_MILLIS;
    String properties =
        MessageProperties.with(
            draft.properties(), PropertyName.TIMER_OUT_MS, Long.toString(second));
    return parked(draft, SystemTopics.TIMER, 0, properties);
  }

  private static MessageDraft parked(
      MessageDraft draft, String topic, int queueId, String properties) {
    String withTopic = MessageProperties.with(properties, PropertyName.REAL_TOPIC, draft.topic());
    return new MessageDraft(
        topic,
        queueId,
        draft.flag(),
        draft.sysFlag(),
        draft.bornTimestamp(),
        draft.bornHost(),
        draft.storeHost(),
        draft.reconsumeTimes(),
        draft.preparedTransactionOffset(),
        draft.body(),
        draft.bodyOffset(),
        draft.bodyLength(),
        MessageProperties.with(
            withTopic, PropertyName.REAL_QUEUE_ID, Integer.toString(draft.queueId())));
  }

  /** Returns the time of delivery that is asked for, in wall milliseconds; 0 for none. */
  private static long time(String properties, long now) {
    try {
      if (MessageProperties.value(properties, PropertyName.TIMER_DELAY_SEC) != null) {
        long seconds = number(properties, PropertyName.TIMER_DELAY_SEC);
        return Math.addExact(now, Math.multiplyExact(seconds, 1000));
      }
      if (MessageProperties.value(properties, PropertyName.TIMER_DELAY_MS) != null) {
        return Math.addExact(now, number(properties, PropertyName.TIMER_DELAY_MS));
      }
      return number(properties, PropertyName.TIMER_DELIVER_MS);
    } catch (ArithmeticException e) {
      throw illegalTime();
    }
  }

  /** Returns a property's number; 0 when it is missing. */
  private static long number(String properties, String name) {
    String text = MessageProperties.value(properties, name);
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RequestRefused(
          ResponseCode.MESSAGE_ILLEGAL, "property " + name + " is no number: " + text);
    }
  }

  private static RequestRefused illegalTime() {
    return new RequestRefused(
        ResponseCode.MESSAGE_ILLEGAL,
        "timer message illegal, the delay time should not be bigger than the max delay "
            + LONGEST.toMillis()
            + "ms; or if set del msg, the delay time should be bigger than the current time");
  }

  // --- recall

  /**
   * Returns what a message can be taken back with, or null: only parked timed messages can, and not
   * those of retry topics.
   *
   * @param parked what {@link #park} returned
   */
  public static @Nullable String recallHandle(MessageDraft parked, String broker) {
    if (!parked.topic().equals(SystemTopics.TIMER)) {
      return null;
    }
    String properties = parked.properties();
    String topic = MessageProperties.value(properties, PropertyName.REAL_TOPIC);
    String key = MessageProperties.value(properties, PropertyName.UNIQ_KEY);
    if (topic == null || key == null || topic.startsWith(Names.RETRY)) {
      return null;
    }
    // One more: rounded down again it is the same second.
    long time = number(properties, PropertyName.TIMER_OUT_MS) + 1;
    return new RecallHandle(topic, broker, Long.toString(time), key).text();
  }

  /** Returns the property that keeps a message of the same second from being delivered. */
  public static String recalled(String topic, String uniqueKey) {
    return Timers.identity(topic, uniqueKey);
  }

  // --- progress

  /** Returns how far each delay level is that has ever had a message: offsets of its queue. */
  public SortedMap<Integer, Long> levels() {
    return levels.progress();
  }

  /** Returns how many timed messages wait. */
  public int timed() {
    return timers.size();
  }

  /** Saves how far delivery is, as soon as what was delivered is forced to the disk. */
  public void save() {
    if (saving || !(levels.changed() || timers.changed())) {
      return;
    }
    saving = true;
    SortedMap<Integer, Long> offsets = levels.progress();
    TimerCheckpoint timed = timers.changed() ? timers.progress() : null;
    store.whenForced(
        failure -> {
          saving = false;
          if (failure == null) {
            write(offsets, timed);
          }
        });
  }

  private void write(SortedMap<Integer, Long> offsets, @Nullable TimerCheckpoint timed) {
    try {
      levels.save(offsets);
      if (timed != null) {
        timers.save(timed);
      }
    } catch (StoreException e) {
      log.error("how far delayed messages are delivered could not be saved", e);
    }
  }

  /** Ends delivery and saves how far it is. Before the store is closed. */
  public void close() {
    levels.close();
    timers.close();
    boolean changed = levels.changed() || timers.changed();
    if (changed && store.force()) {
      write(levels.progress(), timers.changed() ? timers.progress() : null);
    }
  }
}
