package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks which offset of a queue belongs to a time: {@link RequestCode#SEARCH_OFFSET_BY_TIMESTAMP}
 * (protocol b 5.5).
 *
 * @param timestamp milliseconds since 1970
 * @param boundary which one of several; {@link Boundary#LOWER} when absent or unknown
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record SearchOffset(
    String topic, int queueId, long timestamp, Boundary boundary, @Nullable String brokerName) {
  /** Which side of the time the offset lies on. */
  public enum Boundary {
    /** The smallest offset that was stored at the time or later. */
    LOWER,
    /** The largest offset that was stored at the time or earlier. */
    UPPER;

    static Boundary of(@Nullable String name) {
      return UPPER.name().equalsIgnoreCase(name) ? UPPER : LOWER;
    }
  }

  /** How it travels. */
  public static final Header<SearchOffset> WIRE =
      new Header<>() {
        @Override
        public void write(SearchOffset header, FieldSink out) {
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.number("timestamp", header.timestamp());
          out.text("boundaryType", header.boundary().name());
          out.optional("bname", header.brokerName());
        }

        @Override
        public SearchOffset read(Fields in) {
          return new SearchOffset(
              in.name("topic"),
              in.int32("queueId"),
              in.int64("timestamp"),
              Boundary.of(in.findName("boundaryType")),
              in.findName("bname"));
        }
      };
}
