package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How groups get their messages: the file messageRequestMode.json and the answer to request 402
 * (protocol b 3.5).
 *
 * @param modes what was set, by topic and group
 */
public record MessageRequestModes(
    SortedMap<String, SortedMap<String, SetMessageRequestMode>> modes) {
  /** Copies the collections. */
  public MessageRequestModes {
    modes = Json.copyOfMaps(modes);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static MessageRequestModes parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static MessageRequestModes parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, MessageRequestModes::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, MessageRequestModes::write);
  }

  static MessageRequestModes read(JsonReader in) {
    SortedMap<String, SortedMap<String, SetMessageRequestMode>> modes = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "messageRequestModeMap" ->
            modes = Json.map(in, groups -> Json.map(groups, SetMessageRequestMode::read));
        default -> in.skip();
      }
    }
    return new MessageRequestModes(modes);
  }

  void write(JsonWriter out) {
    out.object().name("messageRequestModeMap").object();
    modes.forEach(
        (topic, groups) -> {
          out.name(topic).object();
          groups.forEach((group, mode) -> mode.write(out.name(group)));
          out.endObject();
        });
    out.endObject().endObject();
  }
}
