package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.delay.Delays;
import io.skua.server.metrics.Traffic;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ConsumerSendMessageBack;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import io.skua.wire.message.PropertyName;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back a message that a group could not consume: request 36 (protocol B 6.2). A copy comes
 * again in the group's retry topic, later each time, and at last goes to the dead letters. The
 * answer leaves when the copy is as safe as any message. On the loop.
 */
public final class SendBackHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(SendBackHandler.class);

  private static final int WRITE = 2;

  /** The first attempts come after 10 s, 30 s, 1 min, as the levels from here on say. */
  private static final int FIRST_LEVEL = 3;

  private final Retries retries;
  private final MessageStore store;
  private final Delays delays;
  private final Hosts hosts;
  private final RandomGenerator random;
  private @Nullable Traffic traffic; // null: nobody counts

  /** Makes the handler. */
  public SendBackHandler(
      Retries retries, MessageStore store, Delays delays, Hosts hosts, RandomGenerator random) {
    this.retries = retries;
    this.store = store;
    this.delays = delays;
    this.hosts = hosts;
    this.random = random;
  }

  /** Counts what comes back; before the first request. */
  public void count(Traffic counted) {
    traffic = counted;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    ConsumerSendMessageBack back = request.header(ConsumerSendMessageBack.WIRE);
    SubscriptionGroup group = retries.group(back.group());
    if (group.retryQueueNums() <= 0) {
      exchange.reply(Frame.success()); // This group wants no second attempts.
      return;
    }
    TopicConfig retry = retries.retryTopic(group, Boolean.TRUE.equals(back.unitMode()));
    if ((retry.perm() & WRITE) == 0) {
      throw new RequestRefused(
          ResponseCode.NO_PERMISSION,
          "the topic[" + retry.topicName() + "] sending message is forbidden");
    }
    MessageRecord message = Origins.find(store, back.offset(), back.group(), back.originTopic());
    if (message == null) {
      throw Refusals.error("look message by offset failed, " + back.offset());
    }
    int most = Retries.most(group, back.maxReconsumeTimes(), request.version());
    boolean dead = message.reconsumeTimes() >= most || back.delayLevel() < 0;
    Link link = exchange.link();
    MessageDraft draft =
        dead ? dead(message, group, link) : again(message, retry, back.delayLevel(), link);
    append(draft, exchange);
    if (traffic != null) {
      traffic.sentBack(back.group(), dead);
    }
  }

  private MessageDraft again(MessageRecord message, TopicConfig retry, int delayLevel, Link link) {
    int level = delayLevel == 0 ? FIRST_LEVEL + message.reconsumeTimes() : delayLevel;
    int queue = random.nextInt(Math.max(1, retry.writeQueueNums()));
    return delays.park(copy(message, retry.topicName(), queue, level, link));
  }

  private MessageDraft dead(MessageRecord message, SubscriptionGroup group, Link link) {
    TopicConfig topic = retries.deadTopic(group.groupName());
    log.info(
        "a message of {} is dead for group {} after {} attempts: unique key {}",
        message.topic(),
        group.groupName(),
        message.reconsumeTimes() + 1L,
        MessageProperties.value(message.properties(), PropertyName.UNIQ_KEY));
    return copy(message, topic.topicName(), 0, 0, link);
  }

  private MessageDraft copy(
      MessageRecord message, String topic, int queueId, int delayLevel, Link link) {
    return new MessageDraft(
        topic,
        queueId,
        message.flag(),
        message.sysFlag(),
        message.bornTimestamp(),
        message.bornHost(),
        hosts.of(link).store,
        message.reconsumeTimes() + 1,
        0,
        message.array(),
        message.bodyStart(),
        message.bodyLength(),
        properties(message, delayLevel));
  }

  private static String properties(MessageRecord message, int delayLevel) {
    String properties = message.properties();
    if (MessageProperties.value(properties, PropertyName.RETRY_TOPIC) == null) {
      properties = MessageProperties.with(properties, PropertyName.RETRY_TOPIC, message.topic());
    }
    String origin = MessageProperties.value(properties, PropertyName.ORIGIN_MESSAGE_ID);
    if (origin == null || origin.isBlank()) {
      String id = new OffsetMessageId(message.storeHost(), message.logOffset()).text();
      properties = MessageProperties.with(properties, PropertyName.ORIGIN_MESSAGE_ID, id);
    }
    properties = MessageProperties.with(properties, PropertyName.WAIT, "false");
    return MessageProperties.with(properties, PropertyName.DELAY, Integer.toString(delayLevel));
  }

  private void append(MessageDraft draft, Exchange exchange) {
    AppendResult result = store.append(draft);
    if (!result.ok()) {
      throw Refusals.error(result.status().name() + ": " + result.reason());
    }
    // Whatever the message says of waiting: the group goes on as if it had consumed the message.
    store.whenStored(
        result.logEnd(),
        true,
        failure ->
            exchange.reply(
                failure == null
                    ? Frame.success()
                    : Frame.response(ResponseCode.SYSTEM_ERROR, failure.getMessage())));
  }
}
