package io.skua.cli;

import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.wire.Output;
import io.skua.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Prints messages, a line each, until there are enough, nobody reads them any more, or somebody
 * ends it. Thread-safe.
 */
final class MessagePrinter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final boolean json;
  private final long most;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long printed;

  /**
   * Makes one.
   *
   * @param json whether a line is a JSON object
   * @param most how many messages are enough
   */
  MessagePrinter(PrintWriter out, boolean json, long most) {
    this.out = out;
    this.json = json;
    this.most = most;
  }

  /** Prints a message; false when it is not wanted any more. */
  synchronized boolean print(MessageExt message) {
    if (ended.isDone()) {
      return false;
    }
    out.println(json ? json(message) : line(message));
    boolean broken = out.checkError();
    printed += broken ? 0 : 1;
    if (broken || printed == most) {
      ended.complete(null);
    }
    return !broken;
  }

  /** Prints no more. */
  synchronized void end() {
    ended.complete(null);
  }

  /** Prints no more, as something went wrong. */
  synchronized void fail(Throwable failure) {
    ended.completeExceptionally(failure);
  }

  /** Completes when no more is printed. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Returns how many were printed. */
  synchronized long printed() {
    return printed;
  }

  private static String line(MessageExt message) {
    StringBuilder line = new StringBuilder(100 + body(message).length);
    line.append(TIME.format(Instant.ofEpochMilli(message.getStoreTimestamp())));
    line.append("  ").append(message.getBrokerName()).append(' ').append(message.getQueueId());
    line.append('@').append(message.getQueueOffset());
    append(line, "tags", message.getTags());
    append(line, "keys", message.getKeys());
    for (Map.Entry<String, String> property : userProperties(message).entrySet()) {
      append(line, property.getKey(), property.getValue());
    }
    String text = text(body(message));
    line.append("  ").append(text == null ? body(message).length + " bytes" : visible(text));
    return line.toString();
  }

  private static void append(StringBuilder line, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      line.append(' ').append(visible(name)).append('=').append(visible(value));
    }
  }

  private static Map<String, String> userProperties(MessageExt message) {
    Map<String, String> user = new TreeMap<>(message.getProperties());
    user.keySet().removeAll(MessageConst.STRING_HASH_SET);
    return user;
  }

  private static String json(MessageExt message) {
    Output out = new Output(256 + body(message).length);
    JsonWriter json = JsonWriter.strict(out).object();
    json.member("topic", message.getTopic());
    json.member("broker", message.getBrokerName());
    json.member("queue", message.getQueueId());
    json.member("offset", message.getQueueOffset());
    json.member("id", message.getMsgId());
    json.member("tags", message.getTags());
    json.member("keys", message.getKeys());
    json.member("bornMillis", message.getBornTimestamp());
    json.member("storedMillis", message.getStoreTimestamp());
    json.member("reconsumeTimes", message.getReconsumeTimes());
    json.member("properties", new TreeMap<>(message.getProperties()));
    String text = text(body(message));
    json.member("body", text);
    json.member(
        "bodyBase64", text == null ? Base64.getEncoder().encodeToString(body(message)) : null);
    json.endObject();
    return new String(out.array(), 0, out.size(), StandardCharsets.US_ASCII);
  }

  private static byte[] body(MessageExt message) {
    return Objects.requireNonNull(message.getBody(), "a message that was stored has a body");
  }

  /** Returns a body as text, or null when it is none. */
  private static @Nullable String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Returns what others have written so that it sends no commands to the terminal, on one line. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
