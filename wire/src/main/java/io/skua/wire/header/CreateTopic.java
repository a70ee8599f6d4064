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
      new Header<>() {
        @Override
        public void write(CreateTopic header, FieldSink out) {
          out.text("topic", header.topic());
          out.text("defaultTopic", header.defaultTopic());
          out.number("readQueueNums", header.readQueueNums());
          out.number("writeQueueNums", header.writeQueueNums());
          out.number("perm", header.perm());
          out.text("topicFilterType", header.topicFilterType());
          out.optional("topicSysFlag", header.topicSysFlag());
          out.bool("order", header.order());
          out.optional("attributes", header.attributes());
          out.optional("force", header.force());
        }

        @Override
        public CreateTopic read(Fields in) {
          return new CreateTopic(
              in.name("topic"),
              in.name("defaultTopic"),
              in.int32("readQueueNums"),
              in.int32("writeQueueNums"),
              in.int32("perm"),
              in.name("topicFilterType"),
              in.findInt32("topicSysFlag"),
              in.bool("order"),
              in.find("attributes"),
              in.findBool("force"));
        }
      };
}
