package io.skua.server.names;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicList;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.code.Version;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ClusterName;
import io.skua.wire.header.GetRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What clients and tools ask the name server (protocol 3.4, 3.5). Runs on the loop. */
final class RouteRequests implements RequestHandler {
  private static final String FAQ =
      "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";

  // Bits of a topic's system flag (protocol 4.4).
  private static final int UNIT = 1;
  private static final int UNIT_SUBSCRIBED = 2;

  private static final long MASTER = 0;

  private final Registry registry;
  private final OwnAddress own;

  RouteRequests(Registry registry, OwnAddress own) {
    this.registry = registry;
    this.own = own;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.GET_ROUTE_BY_TOPIC, this)
        .on(RequestCode.GET_BROKER_CLUSTER_INFO, this)
        .on(RequestCode.GET_ALL_TOPICS, this)
        .on(RequestCode.GET_TOPICS_BY_CLUSTER, this)
        .on(RequestCode.GET_SYSTEM_TOPICS_FROM_NAME_SERVER, this)
        .on(RequestCode.GET_UNIT_TOPICS, this)
        .on(RequestCode.GET_UNIT_SUBSCRIBED_TOPICS, this)
        .on(RequestCode.GET_UNIT_SUBSCRIBED_PLAIN_TOPICS, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    switch (request.code()) {
      case RequestCode.GET_ROUTE_BY_TOPIC -> route(request, exchange);
      case RequestCode.GET_BROKER_CLUSTER_INFO -> clusters(exchange);
      case RequestCode.GET_ALL_TOPICS -> list(exchange, registry.topics());
      case RequestCode.GET_TOPICS_BY_CLUSTER -> topicsOfCluster(request, exchange);
      case RequestCode.GET_SYSTEM_TOPICS_FROM_NAME_SERVER ->
          list(exchange, registry.systemTopics(own.shownTo(exchange)));
      case RequestCode.GET_UNIT_TOPICS -> list(exchange, registry.topicsFlagged(UNIT, UNIT));
      case RequestCode.GET_UNIT_SUBSCRIBED_TOPICS ->
          list(exchange, registry.topicsFlagged(UNIT_SUBSCRIBED, UNIT_SUBSCRIBED));
      case RequestCode.GET_UNIT_SUBSCRIBED_PLAIN_TOPICS ->
          list(exchange, registry.topicsFlagged(UNIT_SUBSCRIBED | UNIT, UNIT_SUBSCRIBED));
      default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
    }
  }

  private void route(Frame request, Exchange exchange) {
    GetRoute header = request.header(GetRoute.WIRE);
    TopicRoute route = registry.route(header.topic(), null, own.shownTo(exchange));
    if (route == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST,
          "No topic route info in name server for the topic: " + header.topic() + FAQ);
    }
    exchange.reply(Frame.success().withBody(bytes(route, request, header)));
  }

  private static byte[] bytes(TopicRoute route, Frame request, GetRoute header) {
    String zone = request.fields().find("__ZONE_NAME");
    if (zone != null && !zone.isBlank() && request.fields().bool("__ZONE_MODE")) {
      return inZone(route, zone).write();
    }
    boolean strict =
        request.version() >= Version.STRICT_ROUTES
            || Boolean.TRUE.equals(header.acceptStandardJsonOnly());
    return strict ? route.writeStrict() : route.write();
  }

  /** Keeps the brokers of a zone, and those that have no master at the moment. */
  private static TopicRoute inZone(TopicRoute route, String zone) {
    List<BrokerRoute> brokers = new ArrayList<>();
    Set<String> dropped = new HashSet<>();
    SortedMap<String, List<String>> filters = new TreeMap<>(route.filterServers());
    for (BrokerRoute broker : route.brokers()) {
      if (!broker.addresses().containsKey(MASTER) || zone.equalsIgnoreCase(broker.zoneName())) {
        brokers.add(broker);
      } else {
        dropped.add(broker.brokerName());
        filters.keySet().removeAll(Set.copyOf(broker.addresses().values()));
      }
    }
    List<QueueRoute> queues = new ArrayList<>(route.queues());
    queues.removeIf(queue -> dropped.contains(queue.brokerName()));
    return new TopicRoute(brokers, queues, route.orderTopicConf(), filters, route.mappings());
  }

  private void clusters(Exchange exchange) {
    byte[] body = registry.clusters(own.shownTo(exchange)).write();
    exchange.reply(Frame.success().withBody(body));
  }

  private void topicsOfCluster(Frame request, Exchange exchange) {
    list(exchange, registry.topicsOf(request.header(ClusterName.WIRE).cluster()));
  }

  private static void list(Exchange exchange, TopicList topics) {
    exchange.reply(Frame.success().withBody(topics.write()));
  }
}
