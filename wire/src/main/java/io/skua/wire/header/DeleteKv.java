package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Removes a value: {@link RequestCode#DELETE_KV_CONFIG} (protocol 3.5). */
public record DeleteKv(String namespace, String key) {
  /** How it travels. */
  public static final Header<DeleteKv> WIRE =
      new Header<>() {
        @Override
        public void write(DeleteKv header, FieldSink out) {
          out.text("namespace", header.namespace());
          out.text("key", header.key());
        }

        @Override
        public DeleteKv read(Fields in) {
          return new DeleteKv(in.text("namespace"), in.text("key"));
        }
      };
}
