package io.skua.wire.header;

/**
 * How a record travels as the fields of a frame: its codec, declared beside the record. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * record QueryOffset(String group, String topic, int queueId) {
 *   static final Header<QueryOffset> WIRE =
 *       new Header<>() {
 *         @Override
 *         public void write(QueryOffset header, FieldSink out) {
 *           out.text("consumerGroup", header.group());
 *           out.text("topic", header.topic());
 *           out.number("queueId", header.queueId());
 *         }
 *
 *         @Override
 *         public QueryOffset read(Fields in) {
 *           return new QueryOffset(in.text("consumerGroup"), in.text("topic"), in.int32("queueId"));
 *         }
 *       };
 * }
 * }</pre>
 *
 * <p>Two plain methods, and not a table of accessors: linking one function per field would cost a
 * starting client a millisecond of CPU each.
 *
 * @param <Q> the record
 */
public interface Header<Q> {
  /** Writes all fields of {@code header} that are not null. */
  void write(Q header, FieldSink out);

  /**
   * Reads the record.
   *
   * @throws io.skua.wire.MalformedException when a mandatory field is missing or a number is none
   */
  Q read(Fields in);
}
