package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for users: {@link RequestCode#LIST_USERS} (protocol b 12.4).
 *
 * @param filter a part of the name; absent: all users
 */
public record ListUsers(@Nullable String filter) {
  /** How it travels. */
  public static final Header<ListUsers> WIRE =
      new Header<>() {
        @Override
        public void write(ListUsers header, FieldSink out) {
          out.optional("filter", header.filter());
        }

        @Override
        public ListUsers read(Fields in) {
          return new ListUsers(in.find("filter"));
        }
      };
}
