package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.TreeMap;

/** What a broker tells a name server (protocol 3.2). */
public record RegisterBrokerBody(TopicConfigTable topics, List<String> filterServers) {
  private static final TopicConfigTable NO_TOPICS =
      TopicConfigTable.of(DataVersion.ZERO, new TreeMap<>());

  /** Copies the collections. */
  public RegisterBrokerBody {
    filterServers = List.copyOf(filterServers);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static RegisterBrokerBody parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static RegisterBrokerBody parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, RegisterBrokerBody::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, RegisterBrokerBody::write);
  }

  /**
   * Reads the deflated form, which old brokers send and nobody writes any more.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body, or hold more than a
   *     body without compression could
   */
  public static RegisterBrokerBody parseCompressed(byte[] bytes, int from, int length) {
    return CompressedRegistration.read(bytes, from, length);
  }

  static RegisterBrokerBody read(JsonReader in) {
    TopicConfigTable topics = NO_TOPICS;
    List<String> filterServers = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topicConfigSerializeWrapper" ->
            topics = Json.or(in, NO_TOPICS, TopicConfigTable::read);
        case "filterServerList" -> filterServers = Json.textList(in);
        default -> in.skip();
      }
    }
    return new RegisterBrokerBody(topics, filterServers);
  }

  void write(JsonWriter out) {
    out.object().member("filterServerList", filterServers);
    topics.write(out.name("topicConfigSerializeWrapper"));
    out.endObject();
  }
}
