package io.skua.wire.header;

/**
 * How far the index of a broker reaches: answer to a question by key (protocol b 10.2).
 *
 * @param indexLastUpdateTimestamp store time of the last indexed message, in milliseconds since
 *     1970
 * @param indexLastUpdatePhyoffset its place in the commit log
 */
public record QueryMessageResult(long indexLastUpdateTimestamp, long indexLastUpdatePhyoffset) {
  /** How it travels. */
  public static final Header<QueryMessageResult> WIRE =
      new Header<>() {
        @Override
        public void write(QueryMessageResult header, FieldSink out) {
          out.number("indexLastUpdateTimestamp", header.indexLastUpdateTimestamp());
          out.number("indexLastUpdatePhyoffset", header.indexLastUpdatePhyoffset());
        }

        @Override
        public QueryMessageResult read(Fields in) {
          return new QueryMessageResult(
              in.int64("indexLastUpdateTimestamp"), in.int64("indexLastUpdatePhyoffset"));
        }
      };
}
