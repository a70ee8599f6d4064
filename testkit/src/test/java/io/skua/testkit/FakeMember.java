package io.skua.testkit;

import io.skua.net.Dispatcher;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.RequestHandler;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A consumer on a connection of its own: raw frames to a server, and what the server asks it. */
final class FakeMember implements AutoCloseable {
  private static final int[] QUESTIONS = {
    RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
    RequestCode.GET_CONSUMER_STATUS,
    RequestCode.GET_CONSUMER_RUNNING_INFO,
    RequestCode.CONSUME_MESSAGE_DIRECTLY
  };

  final String id;
  final List<Frame> heard = new ArrayList<>();
  final Map<Integer, RequestHandler> answers = new HashMap<>();
  private final ServerFixture server;
  private final Links links;

  FakeMember(ServerFixture server, String host) {
    this.server = server;
    this.id = host + "@member";
    Dispatcher dispatcher = new Dispatcher();
    for (int code : QUESTIONS) {
      dispatcher.on(
          code,
          (request, exchange) -> {
            heard.add(request.retain());
            answers.getOrDefault(code, FakePeer.silence()).handle(request, exchange);
          });
    }
    this.links =
        new Links(
            server.network.net(host),
            server.time,
            LinkSettings.DEFAULT,
            dispatcher,
            Duration.ofSeconds(3));
  }

  CompletableFuture<Frame> send(Frame request) {
    return links.call(ServerFixture.SERVER, request, ServerFixture.PATIENCE, Frame::retain);
  }

  Frame call(Frame request) {
    return server.await(send(request));
  }

  Frame call(int code, String... fields) {
    return call(ServerFixture.request(code, fields));
  }

  /** Joins a group or stays in it, with expressions by topic. */
  Frame beat(MessageModel model, String group, String... expressions) {
    return call(
        Frame.request(
            RequestCode.HEART_BEAT,
            Fields.NONE,
            Heartbeat.of(id, List.of(), List.of(data(model, group, expressions))).write()));
  }

  Frame beat(String group, String... expressions) {
    return beat(MessageModel.CLUSTERING, group, expressions);
  }

  /** Joins several groups at once, each with the topic of its name. */
  Frame beatAll(String... groups) {
    List<ConsumerData> all = new ArrayList<>();
    for (String group : groups) {
      all.add(data(MessageModel.CLUSTERING, group, group, "*"));
    }
    return call(
        Frame.request(
            RequestCode.HEART_BEAT, Fields.NONE, Heartbeat.of(id, List.of(), all).write()));
  }

  private static ConsumerData data(MessageModel model, String group, String... expressions) {
    List<SubscriptionData> subscriptions = new ArrayList<>();
    ServerFixture.map(expressions)
        .forEach(
            (topic, expression) ->
                subscriptions.add(
                    new SubscriptionData(
                        topic, expression, new TreeSet<>(), new TreeSet<>(), 1, "TAG", false)));
    return new ConsumerData(
        group,
        ConsumeType.CONSUME_PASSIVELY,
        model,
        ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
        subscriptions,
        false);
  }

  /** Leaves a group and keeps the connection. */
  Frame leave(String group) {
    return call(RequestCode.UNREGISTER_CLIENT, "clientID", id, "consumerGroup", group);
  }

  /** Returns the groups of the notices that came since the last call. */
  List<String> notices() {
    server.time.advance(Duration.ofMillis(10));
    List<String> groups =
        heard.stream()
            .filter(frame -> frame.code() == RequestCode.NOTIFY_CONSUMER_IDS_CHANGED)
            .map(frame -> String.valueOf(frame.fields().find("consumerGroup")))
            .toList();
    heard.clear();
    return groups;
  }

  /** Cuts the connection. */
  @Override
  public void close() {
    links.close();
  }
}
