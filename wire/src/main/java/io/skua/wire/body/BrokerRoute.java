package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of one broker name listen (protocol 3.4).
 *
 * @param addresses host:port by broker id; id 0 is the master
 */
public record BrokerRoute(
    String brokerName,
    String cluster,
    SortedMap<Long, String> addresses,
    boolean enableActingMaster,
    @Nullable String zoneName) {
  /** Copies the collections. */
  public BrokerRoute {
    addresses = Json.copy(addresses);
  }

  static BrokerRoute read(JsonReader in) {
    String brokerName = "";
    String cluster = "";
    SortedMap<Long, String> addresses = new TreeMap<>();
    boolean enableActingMaster = false;
    String zoneName = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerName" -> brokerName = in.textOrEmpty();
        case "cluster" -> cluster = in.textOrEmpty();
        case "brokerAddrs" -> addresses = Json.addresses(in);
        case "enableActingMaster" -> enableActingMaster = in.bool();
        case "zoneName" -> zoneName = in.text();
        default -> in.skip();
      }
    }
    return new BrokerRoute(brokerName, cluster, addresses, enableActingMaster, zoneName);
  }

  void write(JsonWriter out) {
    out.object();
    Json.addresses(out, addresses);
    out.member("brokerName", brokerName)
        .member("cluster", cluster)
        .member("enableActingMaster", enableActingMaster)
        .member("zoneName", zoneName)
        .endObject();
  }
}
