package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Removes a topic's route: {@link RequestCode#DELETE_TOPIC_IN_NAME_SERVER} (protocol 3.5).
 *
 * @param clusterName only on the brokers of this cluster
 */
public record DeleteTopicInNameServer(String topic, @Nullable String clusterName) {
  /** How it travels. */
  public static final Header<DeleteTopicInNameServer> WIRE =
      new Header<>() {
        @Override
        public void write(DeleteTopicInNameServer header, FieldSink out) {
          out.text("topic", header.topic());
          out.optional("clusterName", header.clusterName());
        }

        @Override
        public DeleteTopicInNameServer read(Fields in) {
          return new DeleteTopicInNameServer(in.name("topic"), in.findName("clusterName"));
        }
      };
}
