package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Asks for a value: {@link RequestCode#GET_KV_CONFIG} (protocol 3.5). */
public record GetKv(String namespace, String key) {
  /** How it travels. */
  public static final Header<GetKv> WIRE =
      new Header<>() {
        @Override
        public void write(GetKv header, FieldSink out) {
          out.text("namespace", header.namespace());
          out.text("key", header.key());
        }

        @Override
        public GetKv read(Fields in) {
          return new GetKv(in.text("namespace"), in.text("key"));
        }
      };
}
