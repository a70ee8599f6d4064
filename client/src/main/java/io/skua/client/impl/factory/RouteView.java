package io.skua.client.impl.factory;

import io.skua.client.internal.route.Routes;
import io.skua.remoting.protocol.route.BrokerData;
import io.skua.remoting.protocol.route.QueueData;
import io.skua.remoting.protocol.route.TopicRouteData;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a client as a map by topic. What is read are copies; what is written are the routes
 * put by hand. What name servers have said of a topic can be neither changed nor removed.
 */
final class RouteView extends AbstractMap<String, TopicRouteData>
    implements ConcurrentMap<String, TopicRouteData> {
  private final Routes routes;

  RouteView(Routes routes) {
    this.routes = routes;
  }

  @Override
  public @Nullable TopicRouteData get(@Nullable Object topic) {
    TopicRoute route = topic instanceof String name ? routes.known(name) : null;
    return route == null ? null : data(route);
  }

  @Override
  public boolean containsKey(@Nullable Object topic) {
    return get(topic) != null;
  }

  @Override
  public Set<Entry<String, TopicRouteData>> entrySet() {
    Map<String, TopicRouteData> all = new HashMap<>();
    routes.byHand().forEach((topic, route) -> all.put(topic, data(route)));
    routes.table().routes().forEach((topic, route) -> all.put(topic, data(route)));
    return Map.copyOf(all).entrySet();
  }

  @Override
  public @Nullable TopicRouteData put(String topic, TopicRouteData route) {
    TopicRouteData before = get(topic);
    routes.byHand().put(topic, route(route));
    return before;
  }

  @Override
  public @Nullable TopicRouteData remove(@Nullable Object topic) {
    TopicRoute before = topic == null ? null : routes.byHand().remove(topic);
    return before == null ? null : data(before);
  }

  @Override
  public boolean remove(@Nullable Object topic, @Nullable Object route) {
    return topic != null
        && route instanceof TopicRouteData data
        && routes.byHand().remove(topic, route(data));
  }

  @Override
  public @Nullable TopicRouteData putIfAbsent(String topic, TopicRouteData route) {
    TopicRouteData known = get(topic);
    if (known != null) {
      return known;
    }
    TopicRoute before = routes.byHand().putIfAbsent(topic, route(route));
    return before == null ? null : data(before);
  }

  @Override
  public boolean replace(String topic, TopicRouteData before, TopicRouteData after) {
    return routes.byHand().replace(topic, route(before), route(after));
  }

  @Override
  public @Nullable TopicRouteData replace(String topic, TopicRouteData route) {
    TopicRoute before = routes.byHand().replace(topic, route(route));
    return before == null ? null : data(before);
  }

  private static TopicRouteData data(TopicRoute route) {
    List<BrokerData> brokers = new ArrayList<>();
    for (BrokerRoute broker : route.brokers()) {
      brokers.add(
          new BrokerData(
              broker.cluster(),
              broker.brokerName(),
              new HashMap<>(broker.addresses()),
              broker.enableActingMaster(),
              broker.zoneName()));
    }
    List<QueueData> queues = new ArrayList<>();
    for (QueueRoute queue : route.queues()) {
      QueueData data = new QueueData();
      data.setBrokerName(queue.brokerName());
      data.setPerm(queue.perm());
      data.setReadQueueNums(queue.readQueueNums());
      data.setWriteQueueNums(queue.writeQueueNums());
      data.setTopicSysFlag(queue.topicSysFlag());
      queues.add(data);
    }
    TopicRouteData data = new TopicRouteData();
    data.setBrokerDatas(brokers);
    data.setQueueDatas(queues);
    data.setFilterServerTable(new HashMap<>(route.filterServers()));
    data.setOrderTopicConf(route.orderTopicConf());
    return data;
  }

  private static TopicRoute route(TopicRouteData data) {
    List<BrokerRoute> brokers = new ArrayList<>();
    for (BrokerData broker : data.getBrokerDatas()) {
      brokers.add(
          new BrokerRoute(
              broker.getBrokerName(),
              broker.getCluster(),
              new TreeMap<>(broker.getBrokerAddrs()),
              broker.isEnableActingMaster(),
              broker.getZoneName()));
    }
    List<QueueRoute> queues = new ArrayList<>();
    for (QueueData queue : data.getQueueDatas()) {
      queues.add(
          new QueueRoute(
              queue.getBrokerName(),
              queue.getPerm(),
              queue.getReadQueueNums(),
              queue.getWriteQueueNums(),
              queue.getTopicSysFlag()));
    }
    return new TopicRoute(
        brokers,
        queues,
        data.getOrderTopicConf(),
        new TreeMap<>(data.getFilterServerTable()),
        null);
  }
}
