package io.skua.server.names;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.wire.body.BrokerMemberGroup;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfigTable;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.BrokerHeartbeat;
import io.skua.wire.header.DeleteTopicInNameServer;
import io.skua.wire.header.GetBrokerMemberGroup;
import io.skua.wire.header.QueryDataVersion;
import io.skua.wire.header.QueryDataVersionResult;
import io.skua.wire.header.RegisterBroker;
import io.skua.wire.header.RegisterBrokerResult;
import io.skua.wire.header.TopicOnly;
import io.skua.wire.header.UnregisterBroker;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What brokers tell the name server (protocol 3.2, 3.3). Runs on the loop. */
final class BrokerRequests implements RequestHandler {
  /** From here on a registration's body has more than the topics (protocol 1.7). */
  private static final int WHOLE_BODY = 37;

  private static final int CRC_MASK = 0x7FFFFFFF;

  private final Registry registry;
  private final KvConfigs kvs;
  private final OwnAddress own;
  private final Clock clock;

  BrokerRequests(Registry registry, KvConfigs kvs, OwnAddress own, Clock clock) {
    this.registry = registry;
    this.kvs = kvs;
    this.own = own;
    this.clock = clock;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.REGISTER_BROKER, this)
        .on(RequestCode.UNREGISTER_BROKER, this)
        .on(RequestCode.QUERY_DATA_VERSION, this)
        .on(RequestCode.BROKER_HEARTBEAT, this)
        .on(RequestCode.GET_BROKER_MEMBER_GROUP, this)
        .on(RequestCode.REGISTER_TOPIC_IN_NAME_SERVER, this)
        .on(RequestCode.DELETE_TOPIC_IN_NAME_SERVER, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    switch (request.code()) {
      case RequestCode.REGISTER_BROKER -> register(request, exchange);
      case RequestCode.UNREGISTER_BROKER -> unregister(request, exchange);
      case RequestCode.QUERY_DATA_VERSION -> queryDataVersion(request, exchange);
      case RequestCode.BROKER_HEARTBEAT -> heartbeat(request, exchange);
      case RequestCode.GET_BROKER_MEMBER_GROUP -> members(request, exchange);
      case RequestCode.REGISTER_TOPIC_IN_NAME_SERVER -> addTopic(request, exchange);
      case RequestCode.DELETE_TOPIC_IN_NAME_SERVER -> deleteTopic(request, exchange);
      default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
    }
  }

  private void register(Frame request, Exchange exchange) {
    RegisterBroker header = request.header(RegisterBroker.WIRE);
    if (header.bodyCrc32() != 0 && header.bodyCrc32() != crc(request)) {
      throw new RequestRefused(ResponseCode.SYSTEM_ERROR, "crc32 not match");
    }
    RegisterBrokerResult result =
        registry.register(header, body(request, header), exchange.link(), clock.nanos());
    Frame answer = Frame.success(RegisterBrokerResult.WIRE, result);
    KvTable order = kvs.table(KvConfigs.ORDER_TOPICS);
    exchange.reply(order == null ? answer : answer.withBody(order.write()));
  }

  private static RegisterBrokerBody body(Frame request, RegisterBroker header) {
    byte[] bytes = request.bodyArray();
    int from = request.bodyFrom();
    int length = request.bodyLength();
    if (length == 0) {
      return new RegisterBrokerBody(
          TopicConfigTable.of(DataVersion.ZERO, new TreeMap<>()), List.of());
    }
    if (request.version() < WHOLE_BODY) {
      return new RegisterBrokerBody(TopicConfigTable.parse(bytes, from, length), List.of());
    }
    return header.compressed()
        ? RegisterBrokerBody.parseCompressed(bytes, from, length)
        : RegisterBrokerBody.parse(bytes, from, length);
  }

  private static int crc(Frame request) {
    CRC32 crc = new CRC32();
    crc.update(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    return (int) crc.getValue() & CRC_MASK;
  }

  private void unregister(Frame request, Exchange exchange) {
    UnregisterBroker header = request.header(UnregisterBroker.WIRE);
    registry.unregister(header.brokerName(), header.clusterName(), header.brokerAddr());
    exchange.reply(Frame.success());
  }

  private void queryDataVersion(Frame request, Exchange exchange) {
    QueryDataVersion header = request.header(QueryDataVersion.WIRE);
    DataVersion brought =
        DataVersion.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    String cluster = header.clusterName();
    String address = header.brokerAddr();
    boolean changed = registry.changed(cluster, address, brought);
    registry.refresh(cluster, address, clock.nanos());
    Frame answer = Frame.success(QueryDataVersionResult.WIRE, new QueryDataVersionResult(changed));
    DataVersion known = registry.version(cluster, address);
    exchange.reply(known == null ? answer : answer.withBody(known.write()));
  }

  private void heartbeat(Frame request, Exchange exchange) {
    BrokerHeartbeat header = request.header(BrokerHeartbeat.WIRE);
    registry.refresh(header.clusterName(), header.brokerAddr(), clock.nanos());
    exchange.reply(Frame.success());
  }

  private void members(Frame request, Exchange exchange) {
    GetBrokerMemberGroup header = request.header(GetBrokerMemberGroup.WIRE);
    BrokerMemberGroup group =
        registry.members(header.clusterName(), header.brokerName(), own.shownTo(exchange));
    exchange.reply(Frame.success().withBody(group.write()));
  }

  private void addTopic(Frame request, Exchange exchange) {
    TopicOnly header = request.header(TopicOnly.WIRE);
    TopicRoute route =
        TopicRoute.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    registry.addTopic(header.topic(), route.queues());
    exchange.reply(Frame.success());
  }

  private void deleteTopic(Frame request, Exchange exchange) {
    DeleteTopicInNameServer header = request.header(DeleteTopicInNameServer.WIRE);
    String cluster = header.clusterName();
    registry.deleteTopic(header.topic(), cluster == null || cluster.isEmpty() ? null : cluster);
    exchange.reply(Frame.success());
  }
}
