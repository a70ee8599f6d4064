package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All clusters and their brokers (protocol 3.5).
 *
 * @param brokers by broker name
 * @param clusters names of brokers by cluster
 */
public record ClusterInfo(
    SortedMap<String, BrokerRoute> brokers, SortedMap<String, List<String>> clusters) {
  /** Copies the collections. */
  public ClusterInfo {
    brokers = Json.copy(brokers);
    clusters = Json.copyOfLists(clusters);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ClusterInfo parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ClusterInfo parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ClusterInfo::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ClusterInfo::write);
  }

  static ClusterInfo read(JsonReader in) {
    SortedMap<String, BrokerRoute> brokers = new TreeMap<>();
    SortedMap<String, List<String>> clusters = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerAddrTable" -> brokers = Json.map(in, BrokerRoute::read);
        case "clusterAddrTable" -> clusters = Json.textLists(in);
        default -> in.skip();
      }
    }
    return new ClusterInfo(brokers, clusters);
  }

  void write(JsonWriter out) {
    out.object().name("brokerAddrTable").object();
    brokers.forEach((name, broker) -> broker.write(out.name(name)));
    out.endObject().name("clusterAddrTable").object();
    clusters.forEach(out::member);
    out.endObject().endObject();
  }
}
