package io.skua.mock;

import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageQueue;
import io.skua.wire.message.OffsetMessageId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was sent to whom: queues with offsets, ids that count up, and copies. Thread-safe. */
final class Ledger {
  private static final String BROKER = "mock-broker";
  private static final InetSocketAddress HOST =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);

  private final List<MockProducer.Sent> sends = new ArrayList<>();
  private final Map<MessageQueue, Long> ends = new HashMap<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private long ids;

  /** Returns the queues of a topic: every topic has them. */
  static List<MessageQueue> queues(String topic, int count) {
    List<MessageQueue> queues = new ArrayList<>();
    for (int id = 0; id < Math.max(1, count); id++) {
      queues.add(new MessageQueue(topic, BROKER, id));
    }
    return queues;
  }

  /** Returns the queues of a topic in turn. */
  synchronized MessageQueue next(String topic, int count) {
    List<MessageQueue> queues = queues(topic, count);
    return queues.get((turns.merge(topic, 1, Integer::sum) - 1) % queues.size());
  }

  /**
   * Gives messages their ids, as a send does before anything can fail.
   *
   * @return the ids, joined by commas
   */
  synchronized String identify(List<Message> messages) {
    List<String> given = new ArrayList<>();
    for (Message message : messages) {
      String id = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
      if (id == null) {
        id = String.format("%032X", ++ids);
        MessageAccessor.putProperty(
            message, MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, id);
      }
      given.add(id);
    }
    return String.join(",", given);
  }

  /** Takes in messages of one queue. */
  synchronized SendResult store(List<Message> messages, MessageQueue queue, String ids) {
    long offset = end(queue);
    ends.put(queue, offset + messages.size());
    for (Message message : messages) {
      sends.add(new MockProducer.Sent(copy(message), queue, offset++));
    }
    return result(ids, queue, offset - messages.size());
  }

  private static SendResult result(String ids, MessageQueue queue, long offset) {
    String offsetId = new OffsetMessageId(HOST, offset).text();
    SendResult result = new SendResult(SendStatus.SEND_OK, ids, offsetId, queue, offset);
    result.setTransactionId(ids);
    return result;
  }

  /** Returns the offset behind the last message of a queue. */
  synchronized long end(MessageQueue queue) {
    return ends.getOrDefault(queue, 0L);
  }

  synchronized List<MockProducer.Sent> all() {
    return List.copyOf(sends);
  }

  /** Takes a message out again; returns whether it was there. */
  synchronized boolean remove(String id) {
    return sends.removeIf(
        sent ->
            id.equals(
                sent.message().getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)));
  }

  /** Forgets what was sent; ids and offsets go on. */
  synchronized void clear() {
    sends.clear();
  }

  /** The sender may use its message again. */
  static Message copy(Message message) {
    Message copy = MessageAccessor.cloneMessage(message);
    byte @Nullable [] body = message.getBody();
    copy.setBody(body == null ? null : body.clone());
    MessageAccessor.setProperties(
        copy, MessageAccessor.deepCopyProperties(message.getProperties()));
    copy.setTransactionId(message.getTransactionId());
    return copy;
  }
}
