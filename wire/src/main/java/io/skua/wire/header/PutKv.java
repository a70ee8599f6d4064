package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Sets a value: {@link RequestCode#PUT_KV_CONFIG} (protocol 3.5). */
public record PutKv(String namespace, String key, String value) {
  /** How it travels. */
  public static final Header<PutKv> WIRE =
      new Header<>() {
        @Override
        public void write(PutKv header, FieldSink out) {
          out.text("namespace", header.namespace());
          out.text("key", header.key());
          out.text("value", header.value());
        }

        @Override
        public PutKv read(Fields in) {
          return new PutKv(in.text("namespace"), in.text("key"), in.text("value"));
        }
      };
}
