package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a broker can serve a subscription (protocol b 9.3).
 *
 * @param subscription absent: there is nothing to check
 * @param namespace absent outside one
 */
public record CheckClientConfig(
    String clientId,
    String group,
    @Nullable SubscriptionData subscription,
    @Nullable String namespace) {
  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static CheckClientConfig parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static CheckClientConfig parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, CheckClientConfig::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, CheckClientConfig::write);
  }

  static CheckClientConfig read(JsonReader in) {
    String clientId = "";
    String group = "";
    String namespace = null;
    SubscriptionData subscription = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "clientId" -> clientId = in.textOrEmpty();
        case "group" -> group = in.textOrEmpty();
        case "namespace" -> namespace = in.text();
        case "subscriptionData" -> subscription = in.isNull() ? null : SubscriptionData.read(in);
        default -> in.skip();
      }
    }
    return new CheckClientConfig(clientId, group, subscription, namespace);
  }

  void write(JsonWriter out) {
    out.object().member("clientId", clientId).member("group", group);
    if (namespace != null) {
      out.member("namespace", namespace);
    }
    if (subscription != null) {
      out.name("subscriptionData");
      subscription.write(out);
    }
    out.endObject();
  }
}
