package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The members of one broker name (protocol 3.3).
 *
 * @param addresses host:port by broker id
 */
public record BrokerMemberGroup(
    String cluster, String brokerName, SortedMap<Long, String> addresses) {
  /** Copies the collections. */
  public BrokerMemberGroup {
    addresses = Json.copy(addresses);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static BrokerMemberGroup parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static BrokerMemberGroup parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, BrokerMemberGroup::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, BrokerMemberGroup::write);
  }

  private static BrokerMemberGroup readMembers(JsonReader in) {
    String cluster = "";
    String brokerName = "";
    SortedMap<Long, String> addresses = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "cluster" -> cluster = in.textOrEmpty();
        case "brokerName" -> brokerName = in.textOrEmpty();
        case "brokerAddrs" -> addresses = Json.addresses(in);
        default -> in.skip();
      }
    }
    return new BrokerMemberGroup(cluster, brokerName, addresses);
  }

  static BrokerMemberGroup read(JsonReader in) {
    BrokerMemberGroup none = new BrokerMemberGroup("", "", new TreeMap<>());
    BrokerMemberGroup group = none;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerMemberGroup" -> group = Json.or(in, none, BrokerMemberGroup::readMembers);
        default -> in.skip();
      }
    }
    return group;
  }

  void write(JsonWriter out) {
    out.object().name("brokerMemberGroup").object();
    Json.addresses(out, addresses);
    out.member("brokerName", brokerName).member("cluster", cluster).endObject().endObject();
  }
}
