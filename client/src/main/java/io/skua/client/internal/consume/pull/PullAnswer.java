package io.skua.client.internal.consume.pull;

import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.LightQueue;
import io.skua.common.message.MessageQueue;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PullMessageResult;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PropertyName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a broker answered to a pull (protocol b 4.2).
 *
 * @param bounds where to go on; absent on errors
 * @param records the messages that the broker let pass
 */
record PullAnswer(
    int code,
    @Nullable String remark,
    @Nullable PullMessageResult bounds,
    List<MessageRecord> records) {
  /** Reads a response, which is a view. */
  static PullAnswer of(Frame response) {
    return switch (response.code()) {
      case ResponseCode.SUCCESS -> {
        byte[] body = response.bodyBytes();
        yield new PullAnswer(
            response.code(),
            response.remark(),
            response.header(PullMessageResult.WIRE),
            MessageRecord.parseAll(body, 0, body.length));
      }
      case ResponseCode.PULL_NOT_FOUND,
          ResponseCode.PULL_RETRY_IMMEDIATELY,
          ResponseCode.PULL_OFFSET_MOVED ->
          new PullAnswer(
              response.code(),
              response.remark(),
              response.header(PullMessageResult.WIRE),
              List.of());
      default -> new PullAnswer(response.code(), response.remark(), null, List.of());
    };
  }

  /**
   * Returns the messages that the subscription wants: brokers compare hashes of tags only (protocol
   * b 9.1).
   */
  List<Held> wanted(MessageQueue queue, SubscriptionData subscription, BodyForm bodies) {
    PullMessageResult known = bounds;
    if (known == null || records.isEmpty()) {
      return List.of();
    }
    Held.Origin origin =
        new Held.Origin(
            queue.getBrokerName(),
            queue.getQueueId(),
            Long.toString(known.minOffset()),
            Long.toString(known.maxOffset()),
            bodies);
    List<Held> wanted = new ArrayList<>(records.size());
    for (MessageRecord stored : records) {
      if (wants(stored, subscription)) {
        wanted.add(new Held(stored, origin, LightQueue.offset(stored, queue.getTopic())));
      }
    }
    return wanted;
  }

  private static boolean wants(MessageRecord stored, SubscriptionData subscription) {
    return subscription.tags().isEmpty()
        || Subscriptions.wants(
            subscription, MessageProperties.value(stored.properties(), PropertyName.TAGS));
  }
}
