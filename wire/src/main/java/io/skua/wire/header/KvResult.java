package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/** A value: answer to {@link GetKv}. */
public record KvResult(@Nullable String value) {
  /** How it travels. */
  public static final Header<KvResult> WIRE =
      Header.<KvResult>of()
          .text("value", KvResult::value)
          .reads(in -> new KvResult(in.find("value")));
}
