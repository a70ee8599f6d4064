package io.skua.common.message;

import io.skua.common.MixAll;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.MessageProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Divides any number of messages into batches that can be sent. Pure, safe for use from any thread.
 */
public final class MessageBatches {
  /** What the unique id that a send gives a message takes at most (protocol 4.5). */
  private static final int UNIQUE_ID_BYTES =
      MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX.length() + 56 + 2;

  private MessageBatches() {}

  /**
   * Divides messages, in their order. Neighbours go together while their topic is the same, and
   * their setting of {@link Message#setWaitStoreMsgOK}, and while the batch does not grow over the
   * limit as it is encoded. A message that no batch may hold (delayed, or to a retry topic,
   * protocol 6.14), or that is too large to share one, is a list of its own: send it as a single
   * message.
   *
   * <pre>{@code
   * for (List<Message> part : MessageBatches.split(messages, producer.getMaxMessageSize())) {
   *   producer.send(part, callback);
   * }
   * }</pre>
   *
   * @param maxBytes the largest encoded batch, in bytes; in a namespace of version 1 the caller
   *     leaves room for its name in each message
   * @return lists of at least one message; none when there are no messages
   */
  public static List<List<Message>> split(Collection<? extends Message> messages, int maxBytes) {
    List<List<Message>> parts = new ArrayList<>();
    List<Message> part = new ArrayList<>();
    long bytes = 0;
    for (Message message : messages) {
      long size = size(message);
      if (!part.isEmpty() && (bytes + size > maxBytes || !together(part.get(0), message))) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(message);
      bytes += size;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private static long size(Message message) {
    Map<String, String> properties = message.getProperties();
    byte[] body = message.getBody();
    boolean named = message.hasProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
    return (long) (body == null ? 0 : body.length)
        + BatchBody.overhead(MessageProperties.format(properties == null ? Map.of() : properties))
        + (named ? 0 : UNIQUE_ID_BYTES);
  }

  private static boolean together(Message first, Message other) {
    return Objects.equals(first.getTopic(), other.getTopic())
        && first.isWaitStoreMsgOK() == other.isWaitStoreMsgOK()
        && batchable(first)
        && batchable(other);
  }

  private static boolean batchable(Message message) {
    String topic = message.getTopic();
    return message.getDelayTimeLevel() <= 0
        && message.getDelayTimeSec() <= 0
        && message.getDelayTimeMs() <= 0
        && message.getDeliverTimeMs() <= 0
        && (topic == null || !topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX));
  }
}
