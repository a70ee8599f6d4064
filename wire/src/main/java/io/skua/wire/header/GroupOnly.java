package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * A request that names a consumer group and nothing else, such as {@link
 * RequestCode#GET_TOPICS_OF_GROUP}.
 */
public record GroupOnly(String group) {
  /** How it travels. */
  public static final Header<GroupOnly> WIRE =
      new Header<>() {
        @Override
        public void write(GroupOnly header, FieldSink out) {
          out.text("group", header.group());
        }

        @Override
        public GroupOnly read(Fields in) {
          return new GroupOnly(in.name("group"));
        }
      };
}
