package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a listener made of a message that was to be consumed at once: answer to request 309
 * (protocol b 8).
 *
 * @param order whether the consumer is an orderly one
 * @param result {@code CR_SUCCESS}, {@code CR_LATER}, {@code CR_ROLLBACK}, {@code CR_COMMIT},
 *     {@code CR_THROW_EXCEPTION} or {@code CR_RETURN_NULL}
 * @param remark the exception, or null
 */
public record ConsumeResult(
    boolean order, boolean autoCommit, String result, @Nullable String remark, long millis) {
  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumeResult parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumeResult parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumeResult::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumeResult::write);
  }

  static ConsumeResult read(JsonReader in) {
    boolean order = false;
    boolean autoCommit = true;
    String result = "";
    String remark = null;
    long millis = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "order" -> order = in.bool();
        case "autoCommit" -> autoCommit = in.bool();
        case "consumeResult" -> result = in.textOrEmpty();
        case "remark" -> remark = in.text();
        case "spentTimeMills" -> millis = in.int64();
        default -> in.skip();
      }
    }
    return new ConsumeResult(order, autoCommit, result, remark, millis);
  }

  void write(JsonWriter out) {
    out.object()
        .member("autoCommit", autoCommit)
        .member("consumeResult", result)
        .member("order", order)
        .member("remark", remark)
        .member("spentTimeMills", millis)
        .endObject();
  }
}
