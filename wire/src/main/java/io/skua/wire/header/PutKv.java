package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Sets a value: {@link RequestCode#PUT_KV_CONFIG} (protocol 3.5). */
public record PutKv(String namespace, String key, String value) {
  /** How it travels. */
  public static final Header<PutKv> WIRE =
      Header.<PutKv>of()
          .text("namespace", PutKv::namespace)
          .text("key", PutKv::key)
          .text("value", PutKv::value)
          .reads(in -> new PutKv(in.text("namespace"), in.text("key"), in.text("value")));
}
