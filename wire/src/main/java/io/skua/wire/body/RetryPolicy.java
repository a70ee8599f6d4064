package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a message that could not be consumed comes again (protocol b 12.3). Only the part that the
 * type names has a meaning; the others are kept as they were.
 *
 * @param type {@code CUSTOMIZED} or {@code EXPONENTIAL}
 * @param exponential delays that grow
 * @param customized delays one by one, in milliseconds
 */
public record RetryPolicy(
    String type, @Nullable Exponential exponential, @Nullable List<Long> customized) {
  /** The type of a group that nobody changed: the delay levels of the broker. */
  public static final String CUSTOMIZED = "CUSTOMIZED";

  /** The policy of a group that nobody changed. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(CUSTOMIZED, null, null);

  /** Copies the collections. */
  public RetryPolicy {
    customized = customized == null ? null : List.copyOf(customized);
  }

  /**
   * Delays that grow by a factor.
   *
   * @param initial the first delay in milliseconds
   * @param max the longest delay in milliseconds
   */
  public record Exponential(long initial, long max, long multiplier) {
    static Exponential read(JsonReader in) {
      long initial = 5000;
      long max = 7_200_000;
      long multiplier = 2;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "initial" -> initial = in.int64();
          case "max" -> max = in.int64();
          case "multiplier" -> multiplier = in.int64();
          default -> in.skip();
        }
      }
      return new Exponential(initial, max, multiplier);
    }

    void write(JsonWriter out) {
      out.object()
          .member("initial", initial)
          .member("max", max)
          .member("multiplier", multiplier)
          .endObject();
    }
  }

  private static List<Long> readNext(JsonReader in) {
    List<Long> next = List.of();
    in.object();
    while (in.member()) {
      if (in.name().equals("next")) {
        next = Json.list(in, JsonReader::int64);
      } else {
        in.skip();
      }
    }
    return next;
  }

  static RetryPolicy read(JsonReader in) {
    String type = CUSTOMIZED;
    Exponential exponential = null;
    List<Long> customized = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "type" -> type = Json.or(in, CUSTOMIZED, JsonReader::textOrEmpty);
        case "exponentialRetryPolicy" -> exponential = in.isNull() ? null : Exponential.read(in);
        case "customizedRetryPolicy" -> customized = in.isNull() ? null : readNext(in);
        default -> in.skip();
      }
    }
    return new RetryPolicy(type, exponential, customized);
  }

  void write(JsonWriter out) {
    out.object();
    if (customized != null) {
      out.name("customizedRetryPolicy").object().name("next").array();
      customized.forEach(out::number);
      out.endArray().endObject();
    }
    if (exponential != null) {
      exponential.write(out.name("exponentialRetryPolicy"));
    }
    out.member("type", type).endObject();
  }
}
