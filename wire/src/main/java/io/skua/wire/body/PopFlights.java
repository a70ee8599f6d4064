package io.skua.wire.body;

import io.skua.wire.MalformedException;
import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The messages that were popped and not confirmed: the server's own file popFlights.json.
 *
 * @param queues by queue id, by {@code topic@group}
 */
public record PopFlights(SortedMap<String, SortedMap<Integer, Queue>> queues) {
  /** Copies the collections. */
  public PopFlights {
    queues = Json.copyOfMaps(queues);
  }

  /**
   * What is in flight of one queue.
   *
   * @param floor the offset below which everything is done with; what is committed for the group
   * @param next the offset that the next pop begins at
   */
  public record Queue(long floor, long next, List<Run> runs) {
    /** Copies the collections. */
    public Queue {
      runs = List.copyOf(runs);
    }

    static Queue read(JsonReader in) {
      long floor = 0;
      long next = 0;
      List<Run> runs = List.of();
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "floor" -> floor = in.int64();
          case "next" -> next = in.int64();
          case "flights" -> runs = Json.list(in, Run::read);
          default -> in.skip();
        }
      }
      return new Queue(floor, next, runs);
    }

    void write(JsonWriter out) {
      Json.array(runs, out.object().name("flights"), Run::write);
      out.member("floor", floor).member("next", next).endObject();
    }
  }

  /**
   * Messages that are alike but for their offsets; in the file an array of numbers: the two times,
   * the first offset, and how much more each other offset is than the one before.
   *
   * @param popTime when they were popped, in wall milliseconds
   * @param visibleAt when they come again, in wall milliseconds
   * @param offsets their queue offsets, ascending
   */
  public record Run(long popTime, long visibleAt, List<Long> offsets) {
    /** Copies the collections. */
    public Run {
      offsets = List.copyOf(offsets);
    }

    static Run read(JsonReader in) {
      List<Long> numbers = Json.list(in, JsonReader::int64);
      if (numbers.size() < 2) {
        throw new MalformedException("a run of popped messages has two times");
      }
      List<Long> offsets = numbers.subList(2, numbers.size());
      for (int i = 1; i < offsets.size(); i++) {
        offsets.set(i, offsets.get(i - 1) + offsets.get(i));
      }
      return new Run(numbers.get(0), numbers.get(1), offsets);
    }

    void write(JsonWriter out) {
      out.array().number(popTime).number(visibleAt);
      long before = 0;
      for (long offset : offsets) {
        out.number(offset - before);
        before = offset;
      }
      out.endArray();
    }
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static PopFlights parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static PopFlights parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, PopFlights::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, PopFlights::write);
  }

  static PopFlights read(JsonReader in) {
    SortedMap<String, SortedMap<Integer, Queue>> queues = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "table" -> queues = Json.map(in, each -> Json.map(each, Json::int32, Queue::read));
        default -> in.skip();
      }
    }
    return new PopFlights(queues);
  }

  void write(JsonWriter out) {
    out.object().name("table").object();
    queues.forEach(
        (key, each) -> {
          out.name(key).object();
          each.forEach((id, queue) -> queue.write(out.name((long) id)));
          out.endObject();
        });
    out.endObject().endObject();
  }
}
