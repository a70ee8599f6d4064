package io.skua.testkit;

import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.runtime.VirtualTime;
import io.skua.server.ServerBuilder;
import io.skua.server.SkuaServer;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.store.disk.MemoryDisk;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.message.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A server on virtual time and a loopback network, and raw frames to it. */
final class ServerFixture {
  static final Address SERVER = new Address("10.0.0.1", 9876);
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final VirtualTime time = new VirtualTime();
  final LoopbackNetwork network = new LoopbackNetwork(time);
  final Disk disk = new MemoryDisk();
  final Links client = client("10.0.0.9");
  SkuaServer server = builder().build();

  ServerBuilder builder() {
    return SkuaServer.builder()
        .bindHost(SERVER.host())
        .inMemory()
        .disk(disk)
        .store(StoreSettings.defaults().withSizes(64 * 1024, 1 << 20, 1000))
        .platform(time)
        .network(() -> network.net(SERVER.host()));
  }

  ServerFixture start() {
    server.start();
    return this;
  }

  Links client(String host) {
    return new Links(
        network.net(host), time, LinkSettings.DEFAULT, new Dispatcher(), Duration.ofSeconds(3));
  }

  CompletableFuture<Frame> send(Frame request) {
    return client.call(SERVER, request, PATIENCE, Frame::retain);
  }

  Frame call(Frame request) {
    return await(send(request));
  }

  Frame call(int code, String... fields) {
    return call(request(code, fields));
  }

  Frame await(CompletableFuture<Frame> answer) {
    try {
      return time.await(answer, PATIENCE);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Frame request(int code, String... fields) {
    return Frame.request(code).withFields(Fields.of(map(fields)));
  }

  static Map<String, String> map(String... fields) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put(fields[i], fields[i + 1]);
    }
    return map;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String properties(String... fields) {
    return MessageProperties.format(map(fields));
  }

  /** A send with the names of one letter; {@code changes} replace fields. */
  static Frame message(String topic, String body, String... changes) {
    Map<String, String> fields =
        map(
            "a",
            "producers",
            "b",
            topic,
            "c",
            "TBW102",
            "d",
            "4",
            "e",
            "0",
            "f",
            "0",
            "g",
            "1",
            "h",
            "0",
            "i",
            properties("UNIQ_KEY", "KEY1", "WAIT", "true"),
            "m",
            "false");
    fields.putAll(map(changes));
    return Frame.request(RequestCode.SEND_MESSAGE_V2)
        .withFields(Fields.of(fields))
        .withBody(bytes(body));
  }

  /** A pull with its subscription; {@code changes} replace fields. */
  static Frame pull(String topic, long offset, String... changes) {
    Map<String, String> fields =
        map(
            "consumerGroup",
            "consumers",
            "topic",
            topic,
            "queueId",
            "0",
            "queueOffset",
            Long.toString(offset),
            "maxMsgNums",
            "32",
            "sysFlag",
            "4",
            "commitOffset",
            "0",
            "suspendTimeoutMillis",
            "15000",
            "subscription",
            "*",
            "subVersion",
            "0",
            "expressionType",
            "TAG");
    fields.putAll(map(changes));
    return Frame.request(RequestCode.PULL_MESSAGE).withFields(Fields.of(fields));
  }

  TopicRoute route(String topic) {
    return TopicRoute.parse(call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", topic).bodyBytes());
  }
}
