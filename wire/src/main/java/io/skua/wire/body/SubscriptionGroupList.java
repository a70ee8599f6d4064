package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;

/** Several consumer groups to make or change (protocol b 12.3, request 225). */
public record SubscriptionGroupList(List<SubscriptionGroup> groups) {
  /** Copies the collections. */
  public SubscriptionGroupList {
    groups = List.copyOf(groups);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static SubscriptionGroupList parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static SubscriptionGroupList parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, SubscriptionGroupList::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, SubscriptionGroupList::write);
  }

  static SubscriptionGroupList read(JsonReader in) {
    List<SubscriptionGroup> groups = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "groupConfigList" -> groups = Json.list(in, SubscriptionGroup::read);
        default -> in.skip();
      }
    }
    return new SubscriptionGroupList(groups);
  }

  void write(JsonWriter out) {
    out.object().name("groupConfigList");
    Json.array(groups, out, SubscriptionGroup::write);
    out.endObject();
  }
}
