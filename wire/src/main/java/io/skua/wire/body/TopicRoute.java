package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * On which brokers a topic lives: answer to a route question (protocol 3.4).
 *
 * @param orderTopicConf {@code broker:queues} pairs joined by semicolons, for an order topic
 * @param filterServers addresses of filter servers by broker address; normally empty
 * @param mappings by broker name, for static topics; old name servers leave it out
 */
public record TopicRoute(
    List<BrokerRoute> brokers,
    List<QueueRoute> queues,
    @Nullable String orderTopicConf,
    SortedMap<String, List<String>> filterServers,
    @Nullable SortedMap<String, TopicQueueMapping> mappings) {
  /** Copies the collections. */
  public TopicRoute {
    brokers = List.copyOf(brokers);
    queues = List.copyOf(queues);
    filterServers = Json.copyOfLists(filterServers);
    mappings = mappings == null ? null : Json.copy(mappings);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static TopicRoute parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static TopicRoute parse(byte[] bytes, int from, int length) {
    JsonReader in = new JsonReader(bytes, from, length);
    TopicRoute route = read(in);
    in.end();
    return route;
  }

  /**
   * Writes the body as peers' default serialiser does: the keys of maps of numbers are unquoted.
   */
  public byte[] write() {
    return Json.dialect(this, TopicRoute::write);
  }

  /** Writes the body as standard JSON, all of it ASCII (protocol 3.4). */
  public byte[] writeStrict() {
    return Json.strict(this, TopicRoute::write);
  }

  /** Makes a route without order configuration, filter servers and static queues. */
  public static TopicRoute of(List<BrokerRoute> brokers, List<QueueRoute> queues) {
    return new TopicRoute(brokers, queues, null, new TreeMap<>(), null);
  }

  // Loops, here and in what it calls: a client's start reads a route, and each method reference
  // would cost it a class that the JVM writes.
  static TopicRoute read(JsonReader in) {
    List<BrokerRoute> brokers = List.of();
    List<QueueRoute> queues = List.of();
    String orderTopicConf = null;
    SortedMap<String, List<String>> filterServers = new TreeMap<>();
    SortedMap<String, TopicQueueMapping> mappings = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerDatas" -> brokers = readBrokers(in);
        case "queueDatas" -> queues = readQueues(in);
        case "orderTopicConf" -> orderTopicConf = in.text();
        case "filterServerTable" -> filterServers = Json.textLists(in);
        case "topicQueueMappingByBroker" ->
            mappings = in.isNull() ? null : Json.map(in, TopicQueueMapping::read);
        default -> in.skip();
      }
    }
    return new TopicRoute(brokers, queues, orderTopicConf, filterServers, mappings);
  }

  private static List<BrokerRoute> readBrokers(JsonReader in) {
    List<BrokerRoute> brokers = new ArrayList<>();
    if (!in.isNull()) {
      in.array();
      while (in.element()) {
        brokers.add(BrokerRoute.read(in));
      }
    }
    return brokers;
  }

  private static List<QueueRoute> readQueues(JsonReader in) {
    List<QueueRoute> queues = new ArrayList<>();
    if (!in.isNull()) {
      in.array();
      while (in.element()) {
        queues.add(QueueRoute.read(in));
      }
    }
    return queues;
  }

  void write(JsonWriter out) {
    out.object().name("brokerDatas").array();
    brokers.forEach(broker -> broker.write(out));
    out.endArray().name("filterServerTable").object();
    filterServers.forEach(out::member);
    out.endObject().member("orderTopicConf", orderTopicConf).name("queueDatas").array();
    queues.forEach(queue -> queue.write(out));
    out.endArray();
    if (mappings != null) {
      out.name("topicQueueMappingByBroker").object();
      mappings.forEach((broker, mapping) -> mapping.write(out.name(broker)));
      out.endObject();
    }
    out.endObject();
  }
}
