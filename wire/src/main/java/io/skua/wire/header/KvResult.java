package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/** A value: answer to {@link GetKv}. */
public record KvResult(@Nullable String value) {
  /** How it travels. */
  public static final Header<KvResult> WIRE =
      new Header<>() {
        @Override
        public void write(KvResult header, FieldSink out) {
          out.optional("value", header.value());
        }

        @Override
        public KvResult read(Fields in) {
          return new KvResult(in.find("value"));
        }
      };
}
