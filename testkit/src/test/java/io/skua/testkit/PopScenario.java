package io.skua.testkit;

import static io.skua.testkit.ServerFixture.map;
import static io.skua.testkit.ServerFixture.message;

import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PopReceipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Raw requests of pop to a server on virtual time. */
abstract class PopScenario {
  static final String GROUP = "poppers";
  static final String TOPIC = "orders";
  static final String RETRY = "%RETRY%poppers_orders";
  static final Duration SECOND = Duration.ofSeconds(1);

  final ServerFixture server = new ServerFixture().start();

  /** A message as a client has it: its receipt says where it really is. */
  record Popped(String topic, String body, int reconsumeTimes, String receipt, String properties) {
    PopReceipt parsed() {
      return PopReceipt.parse(receipt);
    }
  }

  void send(String body, String... changes) {
    if (server.call(message(TOPIC, body, changes)).code() != 0) {
      throw new AssertionError("not stored: " + body);
    }
  }

  /** A pop that does not wait; {@code changes} replace fields. */
  Frame request(String... changes) {
    Map<String, String> fields =
        map(
            "consumerGroup",
            GROUP,
            "topic",
            TOPIC,
            "queueId",
            "-1",
            "maxMsgNums",
            "32",
            "invisibleTime",
            "10000",
            "pollTime",
            "0",
            "bornTime",
            Long.toString(millis()),
            "initMode",
            "0",
            "expType",
            "TAG",
            "exp",
            "*",
            "order",
            "false");
    fields.putAll(map(changes));
    return Frame.request(RequestCode.POP_MESSAGE).withFields(Fields.of(fields));
  }

  long millis() {
    return server.time.clock().wallMillis();
  }

  List<Popped> pop(String... changes) {
    return messages(server.call(request(changes)));
  }

  CompletableFuture<Frame> park(String... changes) {
    List<String> all = new ArrayList<>(List.of("pollTime", "15000"));
    all.addAll(List.of(changes));
    return server.send(request(all.toArray(String[]::new)));
  }

  /** Does what a client does with an answer. */
  static List<Popped> messages(Frame answer) {
    List<Popped> messages = new ArrayList<>();
    if (answer.code() != 0) {
      return messages;
    }
    Map<String, String> starts = new HashMap<>();
    for (String entry : answer.fields().text("startOffsetInfo").split(";")) {
      String[] parts = entry.split(" ");
      starts.put(parts[0] + " " + parts[1], parts[2]);
    }
    byte[] body = answer.bodyBytes();
    for (MessageRecord record : MessageRecord.parseAll(body, 0, body.length)) {
      String receipt = MessageProperties.value(record.properties(), "POP_CK");
      if (receipt == null) {
        receipt =
            String.join(
                " ",
                starts.get("0 " + record.queueId()),
                answer.fields().text("popTime"),
                answer.fields().text("invisibleTime"),
                answer.fields().text("reviveQid"),
                "0",
                "broker-a",
                Integer.toString(record.queueId()),
                Long.toString(record.queueOffset()));
      }
      messages.add(
          new Popped(
              record.topic(),
              new String(record.body(), StandardCharsets.UTF_8),
              record.reconsumeTimes(),
              receipt,
              record.properties()));
    }
    return messages;
  }

  static List<String> bodies(List<Popped> messages) {
    return messages.stream().map(Popped::body).toList();
  }

  Frame ack(Popped message) {
    return ack(message, message.receipt());
  }

  Frame ack(Popped message, String receipt) {
    return server.call(about(RequestCode.ACK_MESSAGE, message, receipt));
  }

  Frame change(Popped message, long invisibleMillis) {
    return server.call(
        about(
            RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME,
            message,
            message.receipt(),
            "invisibleTime",
            Long.toString(invisibleMillis)));
  }

  private static Frame about(int code, Popped message, String receipt, String... more) {
    PopReceipt parsed = message.parsed();
    Map<String, String> fields =
        map(
            "consumerGroup",
            GROUP,
            "topic",
            parsed.kind().equals("0") ? TOPIC : RETRY,
            "queueId",
            Integer.toString(parsed.queueId()),
            "offset",
            Long.toString(parsed.queueOffset()),
            "extraInfo",
            receipt);
    fields.putAll(map(more));
    return Frame.request(code).withFields(Fields.of(fields));
  }

  /** What is committed for the group, or -1. */
  long committed(String topic, int queueId) {
    Frame answer =
        server.call(
            RequestCode.QUERY_CONSUMER_OFFSET,
            "consumerGroup",
            GROUP,
            "topic",
            topic,
            "queueId",
            Integer.toString(queueId),
            "setZeroIfNotFound",
            "false");
    return answer.code() == 0 ? answer.fields().int64("offset") : -1;
  }

  void restart() {
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(SECOND.multipliedBy(2));
  }
}
