package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of one queue: {@link RequestCode#PULL_MESSAGE} (protocol b 4.1).
 *
 * @param queueOffset where to read from
 * @param maxMsgNums the most messages wanted
 * @param sysFlag bits: see the constants
 * @param commitOffset the consumed offset, when {@link #COMMIT_OFFSET} is set
 * @param suspendTimeoutMillis how long the broker may wait, when {@link #SUSPEND} is set
 * @param subscription the filter expression, when {@link #SUBSCRIPTION} is set
 * @param subVersion the version of the subscription
 * @param expressionType {@code TAG} or {@code SQL92}
 * @param requestSource absent: a client
 * @param proxyForwardClientId the client behind a proxy; the wire name is misspelt for good
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record PullMessage(
    String consumerGroup,
    String topic,
    int queueId,
    long queueOffset,
    int maxMsgNums,
    int sysFlag,
    long commitOffset,
    long suspendTimeoutMillis,
    @Nullable String subscription,
    long subVersion,
    @Nullable String expressionType,
    @Nullable Integer maxMsgBytes,
    @Nullable Integer requestSource,
    @Nullable String proxyForwardClientId,
    @Nullable String brokerName) {
  /** Bit of {@code sysFlag}: {@code commitOffset} is to be stored. */
  public static final int COMMIT_OFFSET = 1;

  /** Bit of {@code sysFlag}: the broker may wait for messages. */
  public static final int SUSPEND = 2;

  /** Bit of {@code sysFlag}: {@code subscription} is there. */
  public static final int SUBSCRIPTION = 4;

  /** Bit of {@code sysFlag}: the consumer polls. */
  public static final int LITE = 16;

  /** How it travels. */
  public static final Header<PullMessage> WIRE =
      new Header<>() {
        @Override
        public void write(PullMessage header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.number("queueOffset", header.queueOffset());
          out.number("maxMsgNums", header.maxMsgNums());
          out.number("sysFlag", header.sysFlag());
          out.number("commitOffset", header.commitOffset());
          out.number("suspendTimeoutMillis", header.suspendTimeoutMillis());
          out.optional("subscription", header.subscription());
          out.number("subVersion", header.subVersion());
          out.optional("expressionType", header.expressionType());
          out.optional("maxMsgBytes", header.maxMsgBytes());
          out.optional("requestSource", header.requestSource());
          out.optional("proxyFrowardClientId", header.proxyForwardClientId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public PullMessage read(Fields in) {
          return new PullMessage(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.int64("queueOffset"),
              in.int32("maxMsgNums"),
              in.int32("sysFlag"),
              in.int64("commitOffset"),
              in.int64("suspendTimeoutMillis"),
              in.find("subscription"),
              in.int64("subVersion"),
              in.findName("expressionType"),
              in.findInt32("maxMsgBytes"),
              in.findInt32("requestSource"),
              in.find("proxyFrowardClientId"),
              in.findName("bname"));
        }
      };
}
