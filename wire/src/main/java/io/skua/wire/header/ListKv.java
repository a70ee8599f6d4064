package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the values of a namespace: {@link RequestCode#GET_KV_LIST_BY_NAMESPACE} (protocol 3.5).
 */
public record ListKv(String namespace) {
  /** How it travels. */
  public static final Header<ListKv> WIRE =
      Header.<ListKv>of()
          .text("namespace", ListKv::namespace)
          .reads(in -> new ListKv(in.text("namespace")));
}
