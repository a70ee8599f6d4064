package io.skua.client.internal.consume.process;

import io.skua.common.MixAll;
import io.skua.common.message.MessageConst;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;

/**
 * A light message queue: its messages are those of other topics, stored once, and the queue leads
 * to them. So a record says its place in the topic that it was sent to, and its properties the
 * places in the light queues (Apache 5.3.3 reads them so in pops, and in pulls takes the other
 * place).
 */
public final class LightQueue {
  private LightQueue() {}

  /**
   * Returns the offset of a message in the queue of a topic that it was read from: that of the
   * record, unless it is a light one.
   */
  public static long offset(MessageRecord stored, String topic) {
    return MixAll.isLmq(topic) ? light(stored, topic) : stored.queueOffset();
  }

  /** Says whether a message that was read from a topic was sent to another one. */
  public static boolean leadsTo(MessageRecord stored, String topic) {
    return MixAll.isLmq(topic)
        && stored.reconsumeTimes() == 0
        && MessageProperties.value(stored.properties(), MessageConst.PROPERTY_INNER_MULTI_DISPATCH)
            != null;
  }

  private static long light(MessageRecord stored, String topic) {
    String properties = stored.properties();
    String queues = MessageProperties.value(properties, MessageConst.PROPERTY_INNER_MULTI_DISPATCH);
    String offsets =
        MessageProperties.value(properties, MessageConst.PROPERTY_INNER_MULTI_QUEUE_OFFSET);
    if (queues != null && offsets != null) {
      String[] names = queues.split(MixAll.LMQ_DISPATCH_SEPARATOR, -1);
      String[] places = offsets.split(MixAll.LMQ_DISPATCH_SEPARATOR, -1);
      for (int i = 0; i < names.length && i < places.length; i++) {
        if (names[i].equals(topic)) {
          return number(places[i], stored.queueOffset());
        }
      }
    }
    return stored.queueOffset(); // a topic with such a name, of a broker without light queues
  }

  private static long number(String text, long otherwise) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
