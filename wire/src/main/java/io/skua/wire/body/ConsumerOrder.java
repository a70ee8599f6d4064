package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What orderly pops have in flight: the file consumerOrderInfo.json (protocol b 7.8).
 *
 * @param batches by queue id, by {@code topic@group}
 */
public record ConsumerOrder(SortedMap<String, SortedMap<Integer, Batch>> batches) {
  /** Copies the collections. */
  public ConsumerOrder {
    batches = Json.copyOfMaps(batches);
  }

  /**
   * What one pop took of a queue.
   *
   * @param popTime when, in wall milliseconds
   * @param invisibleTime for how many milliseconds
   * @param offsets the queue offsets, ascending; in the file all but the first count from it
   * @param visibleAt when single messages come again, by offset, where that was changed
   * @param counts how often messages were popped before, by offset
   * @param lastTime when it was last changed
   * @param acked bit i: the message at the place i of {@code offsets} is confirmed
   * @param attemptId the attempt that took it
   */
  public record Batch(
      long popTime,
      long invisibleTime,
      List<Long> offsets,
      SortedMap<Long, Long> visibleAt,
      SortedMap<Long, Integer> counts,
      long lastTime,
      long acked,
      @Nullable String attemptId) {
    /** Copies the collections. */
    public Batch {
      offsets = List.copyOf(offsets);
      visibleAt = Json.copy(visibleAt);
      counts = Json.copy(counts);
    }

    static Batch read(JsonReader in) {
      long popTime = 0;
      long invisibleTime = 0;
      List<Long> offsets = new ArrayList<>();
      SortedMap<Long, Long> visibleAt = new TreeMap<>();
      SortedMap<Long, Integer> counts = new TreeMap<>();
      long lastTime = 0;
      long acked = 0;
      String attemptId = null;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "popTime" -> popTime = in.int64();
          case "i" -> invisibleTime = in.int64();
          case "o" -> offsets = Json.list(in, JsonReader::int64);
          case "ot" -> visibleAt = Json.map(in, Json::int64, JsonReader::int64);
          case "oc" -> counts = Json.map(in, Json::int64, JsonReader::int32);
          case "l" -> lastTime = in.int64();
          case "cm" -> acked = in.int64();
          case "a" -> attemptId = in.text();
          default -> in.skip();
        }
      }
      for (int i = 1; i < offsets.size(); i++) {
        offsets.set(i, offsets.get(0) + offsets.get(i));
      }
      return new Batch(
          popTime, invisibleTime, offsets, visibleAt, counts, lastTime, acked, attemptId);
    }

    void write(JsonWriter out) {
      out.object().member("a", attemptId).member("cm", acked).member("i", invisibleTime);
      out.member("l", lastTime).name("o").array();
      for (int i = 0; i < offsets.size(); i++) {
        out.number(i == 0 ? offsets.get(0) : offsets.get(i) - offsets.get(0));
      }
      out.endArray();
      write("oc", counts, out);
      write("ot", visibleAt, out);
      out.member("popTime", popTime).endObject();
    }

    private static void write(String name, SortedMap<Long, ? extends Number> map, JsonWriter out) {
      if (!map.isEmpty()) {
        out.name(name).object();
        map.forEach((offset, value) -> out.name(offset.longValue()).number(value.longValue()));
        out.endObject();
      }
    }
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumerOrder parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumerOrder parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumerOrder::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumerOrder::write);
  }

  static ConsumerOrder read(JsonReader in) {
    SortedMap<String, SortedMap<Integer, Batch>> batches = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "table" ->
            batches = Json.map(in, queues -> Json.map(queues, Json::int32, Batch::read));
        default -> in.skip();
      }
    }
    return new ConsumerOrder(batches);
  }

  void write(JsonWriter out) {
    out.object().name("table").object();
    batches.forEach(
        (key, queues) -> {
          out.name(key).object();
          queues.forEach((queue, batch) -> batch.write(out.name((long) queue)));
          out.endObject();
        });
    out.endObject().endObject();
  }
}
