package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks a client how it consumes: {@link RequestCode#GET_CONSUMER_RUNNING_INFO}, passed on by a
 * broker (protocol b 8).
 *
 * @param jstackEnable whether the stacks of its threads are wanted
 */
public record GetConsumerRunningInfo(
    String consumerGroup, String clientId, @Nullable Boolean jstackEnable) {
  /** How it travels. */
  public static final Header<GetConsumerRunningInfo> WIRE =
      new Header<>() {
        @Override
        public void write(GetConsumerRunningInfo header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("clientId", header.clientId());
          out.optional("jstackEnable", header.jstackEnable());
        }

        @Override
        public GetConsumerRunningInfo read(Fields in) {
          return new GetConsumerRunningInfo(
              in.name("consumerGroup"), in.name("clientId"), in.findBool("jstackEnable"));
        }
      };
}
