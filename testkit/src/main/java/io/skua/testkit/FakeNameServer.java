package io.skua.testkit;

import io.skua.net.Address;
import io.skua.net.RequestRefused;
import io.skua.runtime.VirtualTime;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A name server that knows the routes which a test gives it. */
public final class FakeNameServer extends FakePeer {
  private final Map<String, TopicRoute> routes = new HashMap<>();

  /** Makes a name server without topics, and listens. */
  public FakeNameServer(LoopbackNetwork network, VirtualTime time, Address address) {
    super(network, time, address);
    usually(
        RequestCode.GET_ROUTE_BY_TOPIC,
        (request, exchange) -> {
          String topic = request.header(GetRoute.WIRE).topic();
          TopicRoute route = routes.get(topic);
          if (route == null) {
            throw new RequestRefused(
                ResponseCode.TOPIC_NOT_EXIST,
                "No topic route info in name server for the topic: " + topic);
          }
          exchange.reply(Frame.success().withBody(route.writeStrict()));
        });
  }

  /** Sets the route of a topic. */
  public void route(String topic, TopicRoute route) {
    routes.put(topic, route);
  }

  /** Puts a topic with so many readable and writable queues on each of these brokers. */
  public void topic(String topic, int queues, FakeBroker... brokers) {
    route(topic, routeOf(queues, 6, brokers));
  }

  /** Returns a route with so many queues on each of these brokers, each a master. */
  public static TopicRoute routeOf(int queues, int perm, FakeBroker... brokers) {
    List<BrokerRoute> addresses = new ArrayList<>();
    List<QueueRoute> counts = new ArrayList<>();
    for (FakeBroker broker : brokers) {
      addresses.add(member(broker, 0));
      counts.add(new QueueRoute(broker.name(), perm, queues, queues, 0));
    }
    return TopicRoute.of(addresses, counts);
  }

  /** Returns the route of one broker under an id; 0 is a master. */
  public static BrokerRoute member(FakeBroker broker, long id) {
    SortedMap<Long, String> addresses = new TreeMap<>(Map.of(id, broker.address().toString()));
    return new BrokerRoute(broker.name(), "cluster", addresses, false, null);
  }

  /** Takes a topic away. */
  public void remove(String topic) {
    routes.remove(topic);
  }

  /** Returns the topics that were asked for, in order. */
  public List<String> asked() {
    return received(RequestCode.GET_ROUTE_BY_TOPIC).stream()
        .map(frame -> frame.header(GetRoute.WIRE).topic())
        .toList();
  }
}
