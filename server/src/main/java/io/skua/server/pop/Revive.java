package io.skua.server.pop;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.WallAlarm;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Names;
import io.skua.server.broker.Topics;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.store.PutStatus;
import io.skua.store.ReadResult;
import io.skua.store.ReadStatus;
import io.skua.store.disk.StoreException;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import io.skua.wire.message.PopTopics;
import io.skua.wire.message.PropertyName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has messages come again that were not confirmed in time: through the retry topic of the group and
 * topic, and after too many times as dead letters of the group. A message is in flight until its
 * copy is forced to the disk. On the loop; no thread polls.
 */
public final class Revive {
  private static final Logger log = LoggerFactory.getLogger(Revive.class);

  private static final int BURST = 64;
  private static final int MAX_BYTES = 1 << 18;
  private static final int RETRY_QUEUES = 1;
  private static final long LATER_MILLIS = 10_000;

  /** The limit of a group that says none (retryMaxTimes of Apache 5.3.3). */
  private static final int MOST_TIMES = 16;

  private final InFlight inFlight;
  private final MessageStore store;
  private final Topics topics;
  private final Groups groups;
  private final Clock clock;
  private final WallAlarm alarm;
  private final List<Flight> returning = new ArrayList<>();

  /** Makes it; {@link #watch} begins. */
  public Revive(
      InFlight inFlight, MessageStore store, Topics topics, Groups groups, Loop loop, Clock clock) {
    this.inFlight = inFlight;
    this.store = store;
    this.topics = topics;
    this.groups = groups;
    this.clock = clock;
    this.alarm = new WallAlarm(loop, clock, this::run);
  }

  /** Looks when the first message in flight comes again; after messages were lent. */
  public void watch() {
    Flight first = inFlight.first();
    if (first != null) {
      alarm.at(first.visibleAt);
    }
  }

  private void run() {
    long now = clock.wallMillis();
    int left = BURST;
    Flight first = inFlight.first();
    while (first != null && first.visibleAt <= now && left-- > 0) {
      revive(first, now);
      first = inFlight.first();
    }
    if (!returning.isEmpty()) {
      List<Flight> copied = List.copyOf(returning);
      returning.clear();
      store.whenForced(failure -> copied(copied, failure == null));
    }
    watch();
  }

  private void copied(List<Flight> flights, boolean safe) {
    for (Flight flight : flights) {
      if (safe) {
        inFlight.returned(flight);
      } else {
        inFlight.later(flight, clock.wallMillis() + LATER_MILLIS);
      }
    }
    watch();
  }

  private void revive(Flight flight, long now) {
    PopQueue queue = flight.lane.queue;
    if (!inFlight.counts(flight)) {
      return; // It went when that was found out.
    }
    inFlight.returning(flight);
    boolean known = topics.find(queue.topic()) != null && groups.find(queue.group()) != null;
    try {
      MessageRecord message = known ? read(queue, flight.offset) : null;
      if (message == null) {
        log.warn("message {} of {} is gone, and does not come again", flight.offset, queue);
        inFlight.returned(flight);
      } else if (copy(queue, message, flight.popTime)) {
        returning.add(flight);
      } else {
        inFlight.later(flight, now + LATER_MILLIS);
      }
    } catch (StoreException e) {
      log.error("message {} of {} cannot be read, and comes later", flight.offset, queue, e);
      inFlight.later(flight, now + LATER_MILLIS);
    }
  }

  private @Nullable MessageRecord read(PopQueue queue, long offset) {
    ReadResult found = store.read(queue.topic(), queue.queueId(), offset, 1, MAX_BYTES, null);
    if (found.status() != ReadStatus.FOUND) {
      return null;
    }
    MessageRecord message = MessageRecord.parse(found.records(), 0, found.records().length);
    return message.queueOffset() == offset ? message : null;
  }

  private boolean copy(PopQueue queue, MessageRecord message, long popTime) {
    SubscriptionGroup group = groups.find(queue.group());
    int most = group == null ? MOST_TIMES : group.retryMaxTimes();
    MessageDraft copy =
        message.reconsumeTimes() >= most ? dead(queue, message) : again(queue, message, popTime);
    topics.retryTopic(copy.topic(), RETRY_QUEUES, false);
    AppendResult result = store.append(copy);
    if (result.status() == PutStatus.PROPERTIES_SIZE_EXCEEDED) {
      result = store.append(draft(message, copy.topic(), message.properties()));
    }
    if (!result.ok()) {
      log.error(
          "message {} of {} cannot go to {} now: {}",
          message.queueOffset(),
          queue,
          copy.topic(),
          result.reason());
    }
    return result.ok();
  }

  private static MessageDraft again(PopQueue queue, MessageRecord message, long popTime) {
    String topic = queue.topic();
    String to = topic.startsWith(Names.RETRY) ? topic : PopTopics.retry(queue.group(), topic);
    String text = message.properties();
    boolean first =
        message.reconsumeTimes() == 0
            || MessageProperties.value(text, PropertyName.FIRST_POP_TIME) == null;
    return draft(
        message,
        to,
        first
            ? MessageProperties.with(text, PropertyName.FIRST_POP_TIME, Long.toString(popTime))
            : text);
  }

  private static MessageDraft dead(PopQueue queue, MessageRecord message) {
    log.warn(
        "message {} of {} was popped {} times and never confirmed: it goes to the dead letters",
        message.queueOffset(),
        queue,
        message.reconsumeTimes() + 1);
    String text = message.properties();
    if (MessageProperties.value(text, PropertyName.RETRY_TOPIC) == null) {
      String origin = PopTopics.origin(queue.group(), queue.topic());
      text = MessageProperties.with(text, PropertyName.RETRY_TOPIC, origin);
    }
    if (MessageProperties.value(text, PropertyName.ORIGIN_MESSAGE_ID) == null) {
      String id = new OffsetMessageId(message.storeHost(), message.logOffset()).text();
      text = MessageProperties.with(text, PropertyName.ORIGIN_MESSAGE_ID, id);
    }
    return draft(message, Names.DEAD + queue.group(), text);
  }

  /** The copy comes from the broker, and is one attempt further. */
  private static MessageDraft draft(MessageRecord message, String topic, String properties) {
    return new MessageDraft(
        topic,
        0,
        message.flag(),
        message.sysFlag(),
        message.bornTimestamp(),
        message.storeHost(),
        message.storeHost(),
        message.reconsumeTimes() + 1,
        0,
        message.array(),
        message.bodyStart(),
        message.bodyLength(),
        properties);
  }

  /** Stops, and takes what was copied for safe when it is. Blocks. */
  public void close() {
    alarm.close();
    if (store.force()) {
      inFlight.returnedAll();
    }
  }
}
