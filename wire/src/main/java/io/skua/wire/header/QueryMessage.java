package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for messages by key: {@link RequestCode#QUERY_MESSAGE} (protocol b 10.2).
 *
 * @param key a unique id or one of the business keys
 * @param maxNum the most messages that are wanted; brokers have a limit of their own
 * @param beginTimestamp first store time that is wanted, in milliseconds since 1970
 * @param endTimestamp last store time that is wanted
 * @param uniqueKey whether the key is a unique id
 */
public record QueryMessage(
    String topic,
    String key,
    int maxNum,
    long beginTimestamp,
    long endTimestamp,
    @Nullable Boolean uniqueKey) {
  /** How it travels. */
  public static final Header<QueryMessage> WIRE =
      new Header<>() {
        @Override
        public void write(QueryMessage header, FieldSink out) {
          out.text("topic", header.topic());
          out.text("key", header.key());
          out.number("maxNum", header.maxNum());
          out.number("beginTimestamp", header.beginTimestamp());
          out.number("endTimestamp", header.endTimestamp());
          out.optional("_UNIQUE_KEY_QUERY", header.uniqueKey());
        }

        @Override
        public QueryMessage read(Fields in) {
          return new QueryMessage(
              in.name("topic"),
              in.text("key"),
              in.int32("maxNum"),
              in.int64("beginTimestamp"),
              in.int64("endTimestamp"),
              in.findBool("_UNIQUE_KEY_QUERY"));
        }
      };
}
