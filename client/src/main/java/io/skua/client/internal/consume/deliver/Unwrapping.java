package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.process.LazyMessage;
import io.skua.common.MixAll;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.wire.message.PopTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes of messages in hand what an application sees: with the topic that it knows. */
public final class Unwrapping {
  private final ConsumerSettings settings;
  private final String retryTopic;

  /** Makes one for the messages of a consumer. */
  public Unwrapping(ConsumerSettings settings) {
    this.settings = settings;
    this.retryTopic = MixAll.getRetryTopic(settings.group());
  }

  /**
   * Decodes a batch.
   *
   * @throws RuntimeException when a message cannot be decoded
   */
  public List<MessageExt> messages(List<? extends LazyMessage> batch) {
    List<MessageExt> messages = new ArrayList<>(batch.size());
    for (LazyMessage held : batch) {
      messages.add(unwrap(held.message()));
    }
    return messages;
  }

  /** Returns the queue that a message is from. */
  static MessageQueue queueOf(MessageExt message) {
    return new MessageQueue(
        Objects.requireNonNull(message.getTopic()), message.getBrokerName(), message.getQueueId());
  }

  /** Gives a message its own topic back (protocol b 2.4, 6.1, trap 39). */
  MessageExt unwrap(MessageExt message) {
    String topic = Objects.requireNonNull(message.getTopic());
    if (topic.equals(retryTopic)) {
      String origin = message.getProperty(MessageConst.PROPERTY_RETRY_TOPIC);
      topic = origin == null ? topic : origin;
    } else {
      topic = PopTopics.origin(settings.group(), topic);
    }
    message.setTopic(NamespaceUtil.withoutNamespace(topic, settings.namespace()));
    return message;
  }
}
