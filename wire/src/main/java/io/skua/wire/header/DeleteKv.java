package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Removes a value: {@link RequestCode#DELETE_KV_CONFIG} (protocol 3.5). */
public record DeleteKv(String namespace, String key) {
  /** How it travels. */
  public static final Header<DeleteKv> WIRE =
      Header.<DeleteKv>of()
          .text("namespace", DeleteKv::namespace)
          .text("key", DeleteKv::key)
          .reads(in -> new DeleteKv(in.text("namespace"), in.text("key")));
}
