package io.skua.wire.header;

/** Whether a broker has to register anew: answer to {@link QueryDataVersion}. */
public record QueryDataVersionResult(boolean changed) {
  /** How it travels. */
  public static final Header<QueryDataVersionResult> WIRE =
      Header.<QueryDataVersionResult>of()
          .bool("changed", QueryDataVersionResult::changed)
          .reads(in -> new QueryDataVersionResult(in.bool("changed")));
}
