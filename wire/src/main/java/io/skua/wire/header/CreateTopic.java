package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Creates or changes a topic: {@link RequestCode#CREATE_TOPIC} (protocol b 12.4).
 *
 * @param perm permission bits: 4 read, 2 write, 1 inherit
 * @param topicFilterType {@code SINGLE_TAG} or {@code MULTI_TAG}
 * @param attributes changes of attributes: {@code +name=value,-name}
 */
public record CreateTopic(
    String topic,
    String defaultTopic,
    int readQueueNums,
    int writeQueueNums,
    int perm,
    String topicFilterType,
    @Nullable Integer topicSysFlag,
    boolean order,
    @Nullable String attributes,
    @Nullable Boolean force) {
  /** How it travels. */
  public static final Header<CreateTopic> WIRE =
      Header.<CreateTopic>of()
          .text("topic", CreateTopic::topic)
          .text("defaultTopic", CreateTopic::defaultTopic)
          .int32("readQueueNums", CreateTopic::readQueueNums)
          .int32("writeQueueNums", CreateTopic::writeQueueNums)
          .int32("perm", CreateTopic::perm)
          .text("topicFilterType", CreateTopic::topicFilterType)
          .optional("topicSysFlag", CreateTopic::topicSysFlag)
          .bool("order", CreateTopic::order)
          .text("attributes", CreateTopic::attributes)
          .optionalBool("force", CreateTopic::force)
          .reads(
              in ->
                  new CreateTopic(
                      in.name("topic"),
                      in.name("defaultTopic"),
                      in.int32("readQueueNums"),
                      in.int32("writeQueueNums"),
                      in.int32("perm"),
                      in.name("topicFilterType"),
                      in.findInt32("topicSysFlag"),
                      in.bool("order"),
                      in.find("attributes"),
                      in.findBool("force")));
}
