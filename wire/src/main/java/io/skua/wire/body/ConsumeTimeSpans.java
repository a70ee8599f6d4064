package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;

/** The times between which a group is in the queues of a topic (protocol b 12.3, request 303). */
public record ConsumeTimeSpans(List<Span> spans) {
  /**
   * Where a group is in one queue; all times in milliseconds, since 1970 but for the delay.
   *
   * @param minTimestamp store time of the first message that is kept
   * @param maxTimestamp store time of the last message
   * @param consumeTimestamp store time of the last message that is consumed
   * @param delayTime how long ago the first message was stored that is not; 0 when there is none
   */
  public record Span(
      QueueName queue,
      long minTimestamp,
      long maxTimestamp,
      long consumeTimestamp,
      long delayTime) {
    private static Span read(JsonReader in) {
      QueueName queue = new QueueName("", "", 0);
      long minTimestamp = 0;
      long maxTimestamp = 0;
      long consumeTimestamp = 0;
      long delayTime = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "messageQueue" -> queue = QueueName.read(in);
          case "minTimeStamp" -> minTimestamp = in.int64();
          case "maxTimeStamp" -> maxTimestamp = in.int64();
          case "consumeTimeStamp" -> consumeTimestamp = in.int64();
          case "delayTime" -> delayTime = in.int64();
          default -> in.skip();
        }
      }
      return new Span(queue, minTimestamp, maxTimestamp, consumeTimestamp, delayTime);
    }

    private void write(JsonWriter out) {
      out.object()
          .member("consumeTimeStamp", consumeTimestamp)
          .member("delayTime", delayTime)
          .member("maxTimeStamp", maxTimestamp);
      queue.write(out.name("messageQueue"));
      out.member("minTimeStamp", minTimestamp).endObject();
    }
  }

  /** Copies the collections. */
  public ConsumeTimeSpans {
    spans = List.copyOf(spans);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumeTimeSpans parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumeTimeSpans parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumeTimeSpans::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumeTimeSpans::write);
  }

  static ConsumeTimeSpans read(JsonReader in) {
    List<Span> spans = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "consumeTimeSpanSet" -> spans = Json.list(in, Span::read);
        default -> in.skip();
      }
    }
    return new ConsumeTimeSpans(spans);
  }

  void write(JsonWriter out) {
    out.object().name("consumeTimeSpanSet");
    Json.array(spans, out, Span::write);
    out.endObject();
  }
}
