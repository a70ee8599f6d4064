package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.pull;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.VirtualTime;
import io.skua.server.ServerBuilder;
import io.skua.store.disk.Disk;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Our producer and our server on virtual time, and what is delivered when. */
abstract class DelayScenario {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final String TOPIC = "later";

  final ServerFixture server = new ServerFixture();
  final VirtualTime time = server.time;
  final DefaultMQProducer producer =
      new DefaultMQProducer(
          "producers", new ClientRegistry(time, name -> server.network.net("10.0.0.5")));

  @BeforeEach
  void start() throws Exception {
    server.start();
    startProducer();
    producer.send(new Message(TOPIC, bytes("first")));
  }

  private void startProducer() throws MQClientException {
    producer.setNamesrvAddr(ServerFixture.SERVER.toString());
    producer.setClientIP("10.0.0.5");
    producer.start();
  }

  static Message plain(String body) {
    return new Message(TOPIC, "TagA", bytes(body));
  }

  static Message level(String body, int level) {
    Message message = plain(body);
    message.setDelayTimeLevel(level);
    return message;
  }

  static Message seconds(String body, long seconds) {
    Message message = plain(body);
    message.setDelayTimeSec(seconds);
    return message;
  }

  SendResult send(Message message) throws Exception {
    return producer.send(message, new MessageQueue(TOPIC, "broker-a", 1));
  }

  /** Starts the server anew, and waits until the producer dares to connect again. */
  void restart(Disk disk) {
    restart(server.builder().disk(disk));
  }

  void restart(ServerBuilder builder) {
    server.server.close();
    server.server = builder.build();
    server.start();
    time.advance(SECOND.multipliedBy(2));
  }

  /** Milliseconds of virtual time since the epoch of all tests. */
  long millis() {
    return time.clock().wallMillis() - VirtualTime.EPOCH_MILLIS;
  }

  /** What is in queue 1, where all messages of these tests belong. */
  List<MessageRecord> records() {
    List<MessageRecord> records = new ArrayList<>();
    Frame answer = server.call(pull(TOPIC, 0, "queueId", "1"));
    while (answer.code() == 0) {
      byte[] body = answer.bodyBytes();
      records.addAll(MessageRecord.parseAll(body, 0, body.length));
      answer = server.call(pull(TOPIC, records.size(), "queueId", "1"));
    }
    return records;
  }

  List<String> delivered() {
    return records().stream()
        .map(record -> new String(record.body(), StandardCharsets.UTF_8))
        .toList();
  }

  /** When each message was delivered, in milliseconds since the epoch of all tests. */
  List<Long> times() {
    return records().stream()
        .map(record -> record.storeTimestamp() - VirtualTime.EPOCH_MILLIS)
        .toList();
  }
}
