package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the values of a namespace: {@link RequestCode#GET_KV_LIST_BY_NAMESPACE} (protocol 3.5).
 */
public record ListKv(String namespace) {
  /** How it travels. */
  public static final Header<ListKv> WIRE =
      new Header<>() {
        @Override
        public void write(ListKv header, FieldSink out) {
          out.text("namespace", header.namespace());
        }

        @Override
        public ListKv read(Fields in) {
          return new ListKv(in.text("namespace"));
        }
      };
}
