package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a group subscribes to in a topic (protocol b 12.3, request 345).
 *
 * @param subscription absent when the group is not online or does not subscribe to the topic
 */
public record GroupSubscription(
    String group, String topic, @Nullable SubscriptionData subscription) {
  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static GroupSubscription parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static GroupSubscription parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, GroupSubscription::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, GroupSubscription::write);
  }

  static GroupSubscription read(JsonReader in) {
    String group = "";
    String topic = "";
    SubscriptionData subscription = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "group" -> group = in.textOrEmpty();
        case "topic" -> topic = in.textOrEmpty();
        case "subscriptionData" -> subscription = in.isNull() ? null : SubscriptionData.read(in);
        default -> in.skip();
      }
    }
    return new GroupSubscription(group, topic, subscription);
  }

  void write(JsonWriter out) {
    out.object().member("group", group);
    if (subscription != null) {
      subscription.write(out.name("subscriptionData"));
    }
    out.member("topic", topic).endObject();
  }
}
