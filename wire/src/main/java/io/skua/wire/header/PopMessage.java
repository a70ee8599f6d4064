package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of a topic for a while: {@link RequestCode#POP_MESSAGE} (protocol b 7.2).
 *
 * @param queueId one queue, or {@link #ANY_QUEUE}
 * @param maxMsgNums the most messages wanted, at most 32
 * @param invisibleTime for how many milliseconds nobody else gets them
 * @param pollTime how many milliseconds the broker may wait for messages
 * @param bornTime when the client asked, in its wall milliseconds; 0: take the broker's time
 * @param initMode where a new group begins: {@link #FROM_MIN} or {@link #FROM_MAX}
 * @param expressionType {@code TAG} or {@code SQL92}
 * @param expression the filter; absent or empty: every message
 * @param order whether a queue gives nothing while messages of it are in flight
 * @param attemptId names an attempt of an orderly pop: the same one gets the same messages
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record PopMessage(
    String consumerGroup,
    String topic,
    int queueId,
    int maxMsgNums,
    long invisibleTime,
    long pollTime,
    long bornTime,
    int initMode,
    @Nullable String expressionType,
    @Nullable String expression,
    boolean order,
    @Nullable String attemptId,
    @Nullable String brokerName) {
  /** In {@code queueId}: all queues of the broker. */
  public static final int ANY_QUEUE = -1;

  /** In {@code initMode}: at the first message that is kept. */
  public static final int FROM_MIN = 0;

  /** In {@code initMode}: at the end. */
  public static final int FROM_MAX = 1;

  /** How it travels. */
  public static final Header<PopMessage> WIRE =
      new Header<>() {
        @Override
        public void write(PopMessage header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.number("maxMsgNums", header.maxMsgNums());
          out.number("invisibleTime", header.invisibleTime());
          out.number("pollTime", header.pollTime());
          out.number("bornTime", header.bornTime());
          out.number("initMode", header.initMode());
          out.optional("expType", header.expressionType());
          out.optional("exp", header.expression());
          out.bool("order", header.order());
          out.optional("attemptId", header.attemptId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public PopMessage read(Fields in) {
          return new PopMessage(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.int32("maxMsgNums"),
              in.int64("invisibleTime"),
              in.int64("pollTime"),
              in.int64("bornTime"),
              in.int32("initMode"),
              in.findName("expType"),
              in.find("exp"),
              in.bool("order"),
              in.find("attemptId"),
              in.findName("bname"));
        }
      };
}
