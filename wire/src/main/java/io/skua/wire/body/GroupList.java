package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;

/** The groups that consume a topic (protocol b 12.7, request 300). */
public record GroupList(List<String> groups) {
  /** Copies the collections. */
  public GroupList {
    groups = List.copyOf(groups);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static GroupList parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static GroupList parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, GroupList::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, GroupList::write);
  }

  static GroupList read(JsonReader in) {
    List<String> groups = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "groupList" -> groups = Json.textList(in);
        default -> in.skip();
      }
    }
    return new GroupList(groups);
  }

  void write(JsonWriter out) {
    out.object().member("groupList", groups).endObject();
  }
}
