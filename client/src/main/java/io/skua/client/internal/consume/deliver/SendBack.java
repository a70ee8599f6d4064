package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.compression.Codecs;
import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.process.LazyMessage;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.read.MessageDecoder;
import io.skua.client.internal.send.Outcome;
import io.skua.common.MixAll;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.net.Address;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ConsumerSendMessageBack;
import io.skua.wire.message.MessageRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives messages back, to come again by the retry topic of the group or to end as dead letters
 * (protocol b 6.2). The broker that has the message copies it; when that fails, a copy is sent as a
 * message of its own. Thread-safe; nothing here waits.
 */
public final class SendBack {
  private static final Logger log = LoggerFactory.getLogger(SendBack.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int FIRST_RETRY_LEVEL = 3; // protocol b 6.2

  private final ClientInstance instance;
  private final ConsumerSettings settings;
  private final InnerPlan plan;

  /** Makes the way back for the messages of a consumer. */
  public SendBack(ClientInstance instance, ConsumerSettings settings) {
    this.instance = instance;
    this.settings = settings;
    this.plan = new InnerPlan(settings);
  }

  /**
   * Gives a message in hand back.
   *
   * @param delayLevel 0: the broker chooses; negative: it is a dead letter at once
   * @return whether it is safe with a broker; never fails
   */
  public CompletableFuture<Boolean> send(LazyMessage held, int delayLevel, int maxReconsumeTimes) {
    MessageRecord unread = held.stored();
    if (unread == null) {
      return send(held.message(), delayLevel, null, maxReconsumeTimes);
    }
    // What cannot be decoded here can be copied by its broker alone.
    return ask(
        held.brokerName(),
        new ConsumerSendMessageBack(
            unread.logOffset(),
            settings.group(),
            delayLevel,
            null,
            unread.topic(),
            settings.unitMode(),
            maxReconsumeTimes,
            held.brokerName()));
  }

  /**
   * Gives a message back.
   *
   * @param brokerName where the message is; null: the one that it came from
   * @return as above
   */
  public CompletableFuture<Boolean> send(
      MessageExt message, int delayLevel, @Nullable String brokerName, int maxReconsumeTimes) {
    String at = brokerName == null ? message.getBrokerName() : brokerName;
    ConsumerSendMessageBack header =
        new ConsumerSendMessageBack(
            message.getCommitLogOffset(),
            settings.group(),
            delayLevel,
            message.getMsgId(),
            topicOf(message),
            settings.unitMode(),
            maxReconsumeTimes,
            at);
    return ask(at, header)
        .thenCompose(
            done ->
                done
                    ? CompletableFuture.completedFuture(true)
                    : resend(message, maxReconsumeTimes));
  }

  private CompletableFuture<Boolean> ask(String brokerName, ConsumerSendMessageBack header) {
    Address broker = instance.routes().table().master(brokerName);
    if (broker == null) {
      log.warn("{} was not given back: no master of {} is known", header, brokerName);
      return CompletableFuture.completedFuture(false);
    }
    return instance
        .links()
        .call(
            broker,
            Frame.request(
                RequestCode.CONSUMER_SEND_MESSAGE_BACK, ConsumerSendMessageBack.WIRE, header),
            TIMEOUT,
            answer -> accepted(header, answer))
        .exceptionally(
            failure -> {
              log.warn("{} was not given back: {}", header, failure.getMessage());
              return false;
            });
  }

  private static boolean accepted(ConsumerSendMessageBack header, Frame answer) {
    if (answer.code() != ResponseCode.SUCCESS) {
      log.warn("{} was not given back: code {}: {}", header, answer.code(), answer.remark());
    }
    return answer.code() == ResponseCode.SUCCESS;
  }

  /**
   * Sends a copy of a message to the retry topic.
   *
   * @return whether a broker has stored it; never fails
   */
  public CompletableFuture<Boolean> resend(MessageExt message, int maxReconsumeTimes) {
    CompletableFuture<Boolean> stored = new CompletableFuture<>();
    try {
      String retryTopic = MixAll.getRetryTopic(settings.group());
      Message copy = copy(message, retryTopic, maxReconsumeTimes);
      instance
          .pipeline()
          .send(
              instance.encoder().encode(copy, retryTopic, plan),
              plan,
              null,
              instance.platform().clock().nanos(),
              TIMEOUT.toMillis(),
              outcome -> stored.complete(stored(message, outcome)));
    } catch (RuntimeException e) {
      log.warn("{} cannot be sent to the retry topic", message.getMsgId(), e);
      stored.complete(false);
    }
    return stored;
  }

  private static boolean stored(MessageExt message, Outcome outcome) {
    boolean stored = outcome instanceof Outcome.Stored;
    if (!stored) {
      log.warn("{} was not sent to the retry topic: {}", message.getMsgId(), outcome);
    }
    return stored;
  }

  private Message copy(MessageExt message, String retryTopic, int maxReconsumeTimes) {
    Message copy = new Message(retryTopic, bodyOf(message));
    Map<String, String> properties = new HashMap<>(message.getProperties());
    properties.remove(MessageConst.PROPERTY_TRANSACTION_PREPARED);
    properties.remove(MessageConst.PROPERTY_MIN_OFFSET);
    properties.remove(MessageConst.PROPERTY_MAX_OFFSET);
    MessageAccessor.setProperties(copy, properties);
    copy.setFlag(message.getFlag());
    String origin = message.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID);
    put(
        copy,
        MessageConst.PROPERTY_ORIGIN_MESSAGE_ID,
        origin == null ? message.getMsgId() : origin);
    String topic = message.getProperty(MessageConst.PROPERTY_RETRY_TOPIC);
    put(copy, MessageConst.PROPERTY_RETRY_TOPIC, topic == null ? topicOf(message) : topic);
    put(
        copy,
        MessageConst.PROPERTY_RECONSUME_TIME,
        Integer.toString(message.getReconsumeTimes() + 1));
    put(copy, MessageConst.PROPERTY_MAX_RECONSUME_TIMES, Integer.toString(maxReconsumeTimes));
    copy.setDelayTimeLevel(FIRST_RETRY_LEVEL + message.getReconsumeTimes());
    return copy;
  }

  private String topicOf(MessageExt message) {
    return NamespaceUtil.wrapNamespace(
        settings.namespace(), Objects.requireNonNull(message.getTopic()));
  }

  private static void put(Message message, String name, String value) {
    MessageAccessor.putProperty(message, name, value);
  }

  private static byte[] bodyOf(MessageExt message) {
    byte[] body = message.getBody();
    if (body == null) {
      throw new IllegalStateException("it has been read without its body");
    }
    return Codecs.restore(message.getSysFlag(), body, 0, body.length, MessageDecoder.MAX_BODY);
  }
}
