package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks how many pops wait: {@link RequestCode#POLLING_INFO} (protocol b 7.9).
 *
 * @param queueId what the pops have asked for: one queue, or {@link PopMessage#ANY_QUEUE}
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record PollingInfo(
    String consumerGroup, String topic, int queueId, @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<PollingInfo> WIRE =
      new Header<>() {
        @Override
        public void write(PollingInfo header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public PollingInfo read(Fields in) {
          return new PollingInfo(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.findName("bname"));
        }
      };
}
