package io.skua.server.admin;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Offsets;
import io.skua.wire.body.ClientConnection;
import io.skua.wire.body.GroupSubscription;
import io.skua.wire.body.ProducerConnections;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicList;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.DeleteGroup;
import io.skua.wire.header.GetGroupSubscription;
import io.skua.wire.header.GetProducerConnections;
import io.skua.wire.header.GroupOnly;
import java.util.List;

/**
 * Deletes groups, and says what they are, consume, and who is in them: requests 201, 204, 207, 328,
 * 343, 345 and 352. On the loop.
 */
public final class GroupRequests implements RequestHandler {
  private final Groups groups;
  private final Offsets offsets;
  private final Clients clients;

  /** Makes the handler. */
  public GroupRequests(Groups groups, Offsets offsets, Clients clients) {
    this.groups = groups;
    this.offsets = offsets;
    this.clients = clients;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  public void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.GET_ALL_SUBSCRIPTION_GROUPS, this)
        .on(RequestCode.GET_SUBSCRIPTION_GROUP_CONFIG, this)
        .on(RequestCode.DELETE_SUBSCRIPTION_GROUP, this)
        .on(RequestCode.GET_TOPICS_OF_GROUP, this)
        .on(RequestCode.GET_GROUP_SUBSCRIPTION, this)
        .on(RequestCode.GET_PRODUCER_CONNECTIONS, this)
        .on(RequestCode.GET_ALL_PRODUCER_INFO, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    exchange.reply(answer(request));
  }

  private Frame answer(Frame request) {
    return switch (request.code()) {
      case RequestCode.GET_ALL_SUBSCRIPTION_GROUPS ->
          Frame.success().withBody(groups.table().write());
      case RequestCode.GET_SUBSCRIPTION_GROUP_CONFIG -> one(request);
      case RequestCode.DELETE_SUBSCRIPTION_GROUP -> delete(request);
      case RequestCode.GET_TOPICS_OF_GROUP -> topics(request);
      case RequestCode.GET_GROUP_SUBSCRIPTION -> subscription(request);
      case RequestCode.GET_PRODUCER_CONNECTIONS -> producers(request);
      case RequestCode.GET_ALL_PRODUCER_INFO ->
          Frame.success().withBody(clients.producerTable().write());
      default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
    };
  }

  private Frame one(Frame request) {
    String name = request.header(GroupOnly.WIRE).group();
    SubscriptionGroup group = groups.find(name);
    if (group == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "No group in this broker. group: " + name);
    }
    return Frame.success().withBody(group.write());
  }

  private Frame delete(Frame request) {
    DeleteGroup asked = request.header(DeleteGroup.WIRE);
    groups.remove(asked.groupName());
    if (asked.cleanOffset()) {
      offsets.removeGroup(asked.groupName());
    }
    return Frame.success();
  }

  private Frame topics(Frame request) {
    String group = request.header(GroupOnly.WIRE).group();
    List<String> topics = List.copyOf(offsets.topics(group));
    return Frame.success().withBody(new TopicList(topics, null).write());
  }

  private Frame subscription(Frame request) {
    GetGroupSubscription asked = request.header(GetGroupSubscription.WIRE);
    String group = asked.group();
    String topic = asked.topic();
    return Frame.success()
        .withBody(new GroupSubscription(group, topic, clients.subscription(group, topic)).write());
  }

  private Frame producers(Frame request) {
    String group = request.header(GetProducerConnections.WIRE).producerGroup();
    List<ClientConnection> connections = clients.producerConnections(group);
    if (connections.isEmpty()) {
      throw new RequestRefused(
          ResponseCode.SYSTEM_ERROR, "the producer group[" + group + "] not exist");
    }
    return Frame.success().withBody(new ProducerConnections(connections).write());
  }
}
