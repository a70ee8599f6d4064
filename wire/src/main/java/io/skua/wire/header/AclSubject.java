package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Names whose permissions: {@link RequestCode#CREATE_ACL}, {@link RequestCode#UPDATE_ACL} and
 * {@link RequestCode#GET_ACL} (protocol b 12.4).
 *
 * @param subject {@code User:<name>}
 */
public record AclSubject(String subject) {
  /** How it travels. */
  public static final Header<AclSubject> WIRE =
      new Header<>() {
        @Override
        public void write(AclSubject header, FieldSink out) {
          out.text("subject", header.subject());
        }

        @Override
        public AclSubject read(Fields in) {
          return new AclSubject(in.text("subject"));
        }
      };
}
