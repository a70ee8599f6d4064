package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Names a user: {@link RequestCode#CREATE_USER}, {@link RequestCode#UPDATE_USER}, {@link
 * RequestCode#DELETE_USER} and {@link RequestCode#GET_USER} (protocol b 12.4).
 */
public record UserName(String username) {
  /** How it travels. */
  public static final Header<UserName> WIRE =
      new Header<>() {
        @Override
        public void write(UserName header, FieldSink out) {
          out.text("username", header.username());
        }

        @Override
        public UserName read(Fields in) {
          return new UserName(in.text("username"));
        }
      };
}
