package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.QueueHealth;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyContext;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broadcasting, with offsets in a file, and listeners in order. */
class PushModesTest extends ConsumerScenario {
  private static final String DIRECTORY = "rocketmq.client.localOffsetStoreDir";

  /** Large enough to be compressed. */
  private static final byte[] LARGE = new byte[10_000];

  @TempDir Path directory;
  private final Notes notes = new Notes();

  @BeforeEach
  void useDirectory() {
    System.setProperty(DIRECTORY, directory.toString());
  }

  @AfterEach
  void leaveDirectory() {
    System.clearProperty(DIRECTORY);
  }

  private DefaultMQPushConsumer broadcasting(String host) {
    DefaultMQPushConsumer consumer = consumer(host);
    consumer.setMessageModel(MessageModel.BROADCASTING);
    return consumer;
  }

  /** Fails a message some times before it takes it. */
  private static final class Stubborn implements MessageListenerOrderly {
    final List<String> bodies = new ArrayList<>();
    String failing = "";
    int failures;

    @Override
    public ConsumeOrderlyStatus consumeMessage(
        List<MessageExt> messages, ConsumeOrderlyContext context) {
      String body = text(messages.get(0));
      bodies.add(body);
      if (body.equals(failing) && failures-- > 0) {
        return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
      }
      return ConsumeOrderlyStatus.SUCCESS;
    }
  }

  @Test
  void every_member_of_a_broadcasting_group_gets_every_message() {
    send("1", "2");
    Notes others = new Notes();
    started(broadcasting("10.0.0.7"), notes);
    started(broadcasting("10.0.0.8"), others);
    pass(2);
    assertThat(notes.bodies).containsExactlyInAnyOrder("1", "2");
    assertThat(others.bodies).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void offsets_of_a_broadcasting_group_are_kept_in_a_file() throws Exception {
    send("1", "2");
    DefaultMQPushConsumer first = started(broadcasting("10.0.0.7"), notes);
    pass(15);
    Path file = directory.resolve("10.0.0.7@test").resolve(GROUP).resolve("offsets.json");
    assertThat(Files.readString(file)).contains("\"offsetTable\":{{\"brokerName\"");
    first.shutdown();
    send("3");
    Notes later = new Notes();
    started(broadcasting("10.0.0.7"), later);
    pass(2);
    assertThat(later.bodies).containsExactly("3");
  }

  @Test
  void a_queue_keeps_its_order_over_a_message_that_fails() throws Exception {
    sendTo(0, "1", "2", "3");
    Stubborn listener = new Stubborn();
    listener.failing = "2";
    listener.failures = 2;
    DefaultMQPushConsumer consumer = broadcasting("10.0.0.7");
    consumer.registerMessageListener(listener);
    consumer.subscribe(TOPIC, "*");
    consumer.start();
    pass(5);
    assertThat(listener.bodies).containsExactly("1", "2", "2", "2", "3");
  }

  @Test
  void a_body_comes_compressed_or_not_at_all_if_so_wanted() {
    send(new Message(TOPIC, LARGE));
    DefaultMQPushConsumer compressed = consumer("10.0.0.7");
    compressed.setDecodeDecompressBody(false);
    started(compressed, notes);
    pass(2);
    assertThat(notes.messages.get(0).getBody()).hasSizeLessThan(LARGE.length / 10);
    DefaultMQPushConsumer without = consumer("10.0.0.8");
    without.setConsumerGroup("statistics");
    without.setDecodeReadBody(false);
    List<MessageExt> bare = new ArrayList<>();
    started(
        without,
        (messages, context) -> {
          bare.addAll(messages);
          return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
    pass(2);
    assertThat(bare.get(0).getBody()).isNull();
    assertThat(bare.get(0).getStoreSize()).isPositive();
  }

  @Test
  void what_came_compressed_is_a_readable_dead_letter() throws Exception {
    send(new Message(TOPIC, LARGE));
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.setDecodeDecompressBody(false);
    consumer.setMaxReconsumeTimes(0);
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
    consumer.subscribe(TOPIC, "*");
    consumer.start();
    pass(5);
    DefaultMQPushConsumer undertaker = consumer("10.0.0.8");
    undertaker.setConsumerGroup("undertaker");
    undertaker.subscribe("%DLQ%" + GROUP, "*");
    undertaker.registerMessageListener(notes);
    undertaker.start();
    pass(5);
    assertThat(notes.messages).singleElement().extracting(Message::getBody).isEqualTo(LARGE);
  }

  @Test
  void too_much_in_hand_stops_the_pulls_of_a_queue() throws Exception {
    String[] bodies = new String[100];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = Integer.toString(i);
    }
    sendTo(0, bodies);
    Stubborn listener = new Stubborn();
    listener.failing = "0";
    listener.failures = Integer.MAX_VALUE;
    DefaultMQPushConsumer consumer = broadcasting("10.0.0.7");
    consumer.setPullThresholdForQueue(10);
    consumer.setPullBatchSize(5);
    consumer.registerMessageListener(listener);
    consumer.subscribe(TOPIC, "*");
    consumer.start();
    pass(5);
    QueueHealth full =
        consumer.health().stream().filter(each -> each.messagesInHand() > 0).findFirst().get();
    assertThat(full.messagesInHand()).isEqualTo(15);
    assertThat(full.lastResult()).startsWith("flow control");
    listener.failures = 0;
    pass(5);
    assertThat(listener.bodies).endsWith("98", "99");
  }
}
