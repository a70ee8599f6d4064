package io.skua.wire.header;

/** Whether a broker has to register anew: answer to {@link QueryDataVersion}. */
public record QueryDataVersionResult(boolean changed) {
  /** How it travels. */
  public static final Header<QueryDataVersionResult> WIRE =
      new Header<>() {
        @Override
        public void write(QueryDataVersionResult header, FieldSink out) {
          out.bool("changed", header.changed());
        }

        @Override
        public QueryDataVersionResult read(Fields in) {
          return new QueryDataVersionResult(in.bool("changed"));
        }
      };
}
