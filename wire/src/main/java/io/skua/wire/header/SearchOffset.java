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
      Header.<SearchOffset>of()
          .text("topic", SearchOffset::topic)
          .int32("queueId", SearchOffset::queueId)
          .int64("timestamp", SearchOffset::timestamp)
          .text("boundaryType", header -> header.boundary().name())
          .text("bname", SearchOffset::brokerName)
          .reads(
              in ->
                  new SearchOffset(
                      in.name("topic"),
                      in.int32("queueId"),
                      in.int64("timestamp"),
                      Boundary.of(in.findName("boundaryType")),
                      in.findName("bname")));
}
