package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Has a client consume one message: {@link RequestCode#CONSUME_MESSAGE_DIRECTLY}, passed on by a
 * broker with the record of the message as body (protocol b 8).
 *
 * @param messageId the id that a broker gave, which says where the message is
 * @param brokerName the broker that has the message
 * @param topic the topic as the consumer sees it
 */
public record ConsumeMessageDirectly(
    String consumerGroup,
    @Nullable String clientId,
    @Nullable String messageId,
    @Nullable String brokerName,
    @Nullable String topic,
    @Nullable Integer topicSysFlag,
    @Nullable Integer groupSysFlag) {
  /** How it travels. */
  public static final Header<ConsumeMessageDirectly> WIRE =
      new Header<>() {
        @Override
        public void write(ConsumeMessageDirectly header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.optional("clientId", header.clientId());
          out.optional("msgId", header.messageId());
          out.optional("brokerName", header.brokerName());
          out.optional("topic", header.topic());
          out.optional("topicSysFlag", header.topicSysFlag());
          out.optional("groupSysFlag", header.groupSysFlag());
        }

        @Override
        public ConsumeMessageDirectly read(Fields in) {
          return new ConsumeMessageDirectly(
              in.name("consumerGroup"),
              in.findName("clientId"),
              in.find("msgId"),
              in.findName("brokerName"),
              in.findName("topic"),
              in.findInt32("topicSysFlag"),
              in.findInt32("groupSysFlag"));
        }
      };
}
