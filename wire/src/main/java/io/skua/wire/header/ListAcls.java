package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for permissions: {@link RequestCode#LIST_ACLS} (protocol b 12.4).
 *
 * @param subjectFilter a part of the subject; absent: all
 * @param resourceFilter a part of the resource; absent: all
 */
public record ListAcls(@Nullable String subjectFilter, @Nullable String resourceFilter) {
  /** How it travels. */
  public static final Header<ListAcls> WIRE =
      new Header<>() {
        @Override
        public void write(ListAcls header, FieldSink out) {
          out.optional("subjectFilter", header.subjectFilter());
          out.optional("resourceFilter", header.resourceFilter());
        }

        @Override
        public ListAcls read(Fields in) {
          return new ListAcls(in.find("subjectFilter"), in.find("resourceFilter"));
        }
      };
}
