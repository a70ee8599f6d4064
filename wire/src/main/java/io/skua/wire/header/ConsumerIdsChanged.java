package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Tells a client that members of a group have come or gone: {@link
 * RequestCode#NOTIFY_CONSUMER_IDS_CHANGED} (protocol b 8).
 */
public record ConsumerIdsChanged(String consumerGroup) {
  /** How it travels. */
  public static final Header<ConsumerIdsChanged> WIRE =
      new Header<>() {
        @Override
        public void write(ConsumerIdsChanged header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
        }

        @Override
        public ConsumerIdsChanged read(Fields in) {
          return new ConsumerIdsChanged(in.name("consumerGroup"));
        }
      };
}
