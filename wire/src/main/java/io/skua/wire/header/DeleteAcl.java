package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Takes permissions back: {@link RequestCode#DELETE_ACL} (protocol b 12.4).
 *
 * @param subject {@code User:<name>}
 * @param policyType {@code Custom}, which it is when absent, or {@code Default}
 * @param resource absent: all of them
 */
public record DeleteAcl(String subject, @Nullable String policyType, @Nullable String resource) {
  /** How it travels. */
  public static final Header<DeleteAcl> WIRE =
      new Header<>() {
        @Override
        public void write(DeleteAcl header, FieldSink out) {
          out.text("subject", header.subject());
          out.optional("policyType", header.policyType());
          out.optional("resource", header.resource());
        }

        @Override
        public DeleteAcl read(Fields in) {
          return new DeleteAcl(in.text("subject"), in.find("policyType"), in.find("resource"));
        }
      };
}
