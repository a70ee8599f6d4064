package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Namespaces of version 1: seen on the servers, never by the listener. */
@SuppressWarnings("deprecation") // Old, and in use.
final class Namespaces {
  private static final String NAMESPACE = "space";

  private Namespaces() {}

  static List<Case> cases() {
    return List.of(
        Case.of("namespace", Namespaces::plain),
        Case.of("namespace-by-constructor", Namespaces::byConstructor),
        Case.of("namespace-and-retries", Namespaces::retries),
        Case.of("namespace-and-questions", Namespaces::questions));
  }

  private static String onTheBroker(Stage stage) {
    return NAMESPACE + "%" + stage.topic();
  }

  private static DefaultMQPushConsumer consumer(Stage stage) throws Exception {
    stage.createTopic(onTheBroker(stage), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setNamespace(NAMESPACE);
    return consumer;
  }

  private static void send(Stage stage, String text) throws Exception {
    stage.send(new Message(onTheBroker(stage), text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void plain(Stage stage) throws Exception {
    DefaultMQPushConsumer consumer = consumer(stage);
    Inbox inbox = stage.consumeAll(consumer);
    send(stage, "m");
    assertThat(inbox.await("m").getTopic()).isEqualTo(stage.topic());
    assertThat(consumer.getConsumerGroup()).isEqualTo(NAMESPACE + "%" + stage.group());
    assertThat(stage.operator().members(NAMESPACE + "%" + stage.group())).hasSize(1);
  }

  private static void byConstructor(Stage stage) throws Exception {
    stage.createTopic(onTheBroker(stage), 1);
    Inbox inbox =
        stage.consumeAll(stage.prepared(new DefaultMQPushConsumer(NAMESPACE, stage.group())));
    send(stage, "m");
    assertThat(inbox.await("m").getTopic()).isEqualTo(stage.topic());
  }

  private static void retries(Stage stage) throws Exception {
    DefaultMQPushConsumer consumer = consumer(stage);
    consumer.subscribe(stage.topic(), "*");
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) ->
                deliveries.get(0).times() == 0
                    ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                    : ConsumeConcurrentlyStatus.CONSUME_SUCCESS));
    consumer.start();
    send(stage, "m");
    MessageExt again = inbox.await(2).get(1).message();
    assertThat(again.getTopic()).isEqualTo(stage.topic());
    assertThat(again.getReconsumeTimes()).isEqualTo(1);
  }

  private static void questions(Stage stage) throws Exception {
    DefaultMQPushConsumer consumer = consumer(stage);
    stage.consumeAll(consumer);
    assertThat(consumer.fetchSubscribeMessageQueues(stage.topic()))
        .hasSize(1)
        .extracting(MessageQueue::getTopic)
        .containsExactly(stage.topic());
  }
}
