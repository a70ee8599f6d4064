package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks to be told when a topic has messages to pop: {@link RequestCode#NOTIFICATION} (protocol b
 * 7.9).
 *
 * @param queueId one queue, or {@link PopMessage#ANY_QUEUE}
 * @param pollTime how many milliseconds the broker may wait
 * @param bornTime when the client asked, in its wall milliseconds; 0: take the broker's time
 * @param order whether a queue counts that must not give messages because some are in flight
 * @param attemptId names an attempt of an orderly pop
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record PopNotification(
    String consumerGroup,
    String topic,
    int queueId,
    long pollTime,
    long bornTime,
    boolean order,
    @Nullable String attemptId,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<PopNotification> WIRE =
      new Header<>() {
        @Override
        public void write(PopNotification header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.number("pollTime", header.pollTime());
          out.number("bornTime", header.bornTime());
          out.bool("order", header.order());
          out.optional("attemptId", header.attemptId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public PopNotification read(Fields in) {
          return new PopNotification(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.int64("pollTime"),
              in.int64("bornTime"),
              in.bool("order"),
              in.find("attemptId"),
              in.findName("bname"));
        }
      };
}
