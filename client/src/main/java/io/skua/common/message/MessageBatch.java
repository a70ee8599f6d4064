package io.skua.common.message;

import io.skua.common.MixAll;
import io.skua.wire.Output;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.MessageProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Several messages that are sent and stored as one: all of one topic, to one queue, answered once.
 *
 * <p>As little safe for use by several threads as the messages in it.
 */
public class MessageBatch extends Message implements Iterable<Message> {
  private static final long serialVersionUID = 621335151046335557L;

  private final List<Message> messages;

  /** Creates a batch of exactly these messages, without any check; the list is not copied. */
  public MessageBatch(List<Message> messages) {
    this.messages = messages;
  }

  /**
   * Returns the messages as the body of one request (protocol 5.2).
   *
   * @throws IllegalArgumentException when a message has no body, or properties of more than 32767
   *     bytes
   */
  public byte[] encode() {
    Output encoded = new Output(1024);
    for (Message message : messages) {
      byte[] body = message.getBody();
      if (body == null) {
        throw new IllegalArgumentException("the message body is null");
      }
      Map<String, String> properties = message.getProperties();
      BatchBody.write(
          message.getFlag(),
          body,
          MessageProperties.format(properties == null ? Map.of() : properties),
          encoded);
    }
    return encoded.toByteArray();
  }

  /** Iterates over the messages in the order in which they will be stored. */
  @Override
  public Iterator<Message> iterator() {
    return messages.iterator();
  }

  /**
   * Makes a batch of messages that may go together (protocol 6.14). The batch has their topic and
   * their setting of {@link Message#setWaitStoreMsgOK}; the messages are not copied.
   *
   * @throws UnsupportedOperationException if a message has a delay level, goes to a retry topic, or
   *     differs from the first in topic or in waiting for the store
   * @throws IllegalArgumentException if there is no message
   */
  public static MessageBatch generateFromList(Collection<? extends Message> messages) {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("A batch needs at least one message, but got none.");
    }
    List<Message> checked = new ArrayList<>(messages.size());
    for (Message message : messages) {
      checkAlone(message);
      if (!checked.isEmpty()) {
        checkTogether(checked.get(0), message);
      }
      checked.add(message);
    }
    Message first = checked.get(0);
    MessageBatch batch = new MessageBatch(checked);
    batch.setTopic(first.getTopic());
    batch.setWaitStoreMsgOK(first.isWaitStoreMsgOK());
    return batch;
  }

  private static void checkAlone(Message message) {
    if (message.getDelayTimeLevel() > 0) {
      throw new UnsupportedOperationException("TimeDelayLevel is not supported for batching");
    }
    String topic = message.getTopic();
    if (topic != null && topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
      throw new UnsupportedOperationException("Retry Group is not supported for batching");
    }
  }

  private static void checkTogether(Message first, Message other) {
    if (!Objects.equals(first.getTopic(), other.getTopic())) {
      throw new UnsupportedOperationException(
          "The topic of the messages in one batch should be the same");
    }
    if (first.isWaitStoreMsgOK() != other.isWaitStoreMsgOK()) {
      throw new UnsupportedOperationException(
          "The waitStoreMsgOK of the messages in one batch should the same");
    }
  }
}
