package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Asks for a value: {@link RequestCode#GET_KV_CONFIG} (protocol 3.5). */
public record GetKv(String namespace, String key) {
  /** How it travels. */
  public static final Header<GetKv> WIRE =
      Header.<GetKv>of()
          .text("namespace", GetKv::namespace)
          .text("key", GetKv::key)
          .reads(in -> new GetKv(in.text("namespace"), in.text("key")));
}
