package io.skua.wire.message;

import io.skua.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a timed message is taken back with (protocol 6.22): {@code v1 topic broker time id}, with
 * one blank between, in URL-safe Base64 with padding.
 *
 * @param topic the topic that the message was sent to
 * @param broker the name of the broker that has it
 * @param time a wall time in milliseconds that lies in the message's second; any text may come in
 *     from the network
 * @param uniqueKey the unique key of the message
 */
public record RecallHandle(String topic, String broker, String time, String uniqueKey) {
  private static final String VERSION = "v1";

  /** Returns the handle as it travels. */
  public String text() {
    String plain = String.join(" ", VERSION, topic, broker, time, uniqueKey);
    return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a handle; parts behind the fifth are ignored.
   *
   * @throws MalformedException when the text is none; its message is the one that is known for this
   */
  public static RecallHandle parse(String text) {
    try {
      byte[] plain = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
      String[] parts = new String(plain, StandardCharsets.UTF_8).split(" ", -1);
      if (parts.length >= 5 && parts[0].equals(VERSION)) {
        return new RecallHandle(parts[1], parts[2], parts[3], parts[4]);
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: the same to everybody as the wrong parts.
    }
    throw new MalformedException("recall handle is invalid");
  }
}
