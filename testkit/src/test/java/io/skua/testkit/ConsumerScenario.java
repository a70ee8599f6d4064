package io.skua.testkit;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole server, a producer and consumers, each on a host of its own, on virtual time. */
abstract class ConsumerScenario {
  static final String TOPIC = "orders";
  static final String GROUP = "billing";

  final ServerFixture server = new ServerFixture().start();
  final DefaultMQProducer producer = producer();

  /** A listener that notes the bodies that it gets, and says what it is told to say. */
  static final class Notes implements MessageListenerConcurrently {
    final List<String> bodies = new ArrayList<>();
    final List<MessageExt> messages = new ArrayList<>();
    ConsumeConcurrentlyStatus answer = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    Runnable before = () -> {};

    @Override
    public ConsumeConcurrentlyStatus consumeMessage(
        List<MessageExt> received,
        io.skua.client.consumer.listener.ConsumeConcurrentlyContext context) {
      before.run();
      for (MessageExt message : received) {
        bodies.add(text(message));
        messages.add(message);
      }
      return answer;
    }
  }

  static String text(Message message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  final ClientRegistry registry(String host) {
    return new ClientRegistry(server.time, settings -> server.network.net(host));
  }

  private DefaultMQProducer producer() {
    DefaultMQProducer made = new DefaultMQProducer("shop", registry("10.0.0.5"));
    made.setNamesrvAddr(ServerFixture.SERVER.toString());
    made.setClientIP("10.0.0.5");
    try {
      made.start();
      made.createTopic("TBW102", TOPIC, 4, Map.of());
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
    return made;
  }

  /** Makes a consumer that has not been started and begins with the first message. */
  final DefaultMQPushConsumer consumer(String host) {
    return consumer(host, registry(host));
  }

  final DefaultMQPushConsumer consumer(String host, ClientRegistry registry) {
    return settle(new DefaultMQPushConsumer(GROUP, registry), host);
  }

  /** Sets where a consumer is, and that it begins with the first message. */
  static DefaultMQPushConsumer settle(DefaultMQPushConsumer consumer, String host) {
    consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
    consumer.setClientIP(host);
    consumer.setInstanceName("test");
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    return consumer;
  }

  final DefaultMQPushConsumer started(String host, MessageListenerConcurrently listener) {
    return started(consumer(host), listener);
  }

  final DefaultMQPushConsumer started(
      DefaultMQPushConsumer consumer, MessageListenerConcurrently listener) {
    consumer.registerMessageListener(listener);
    try {
      consumer.subscribe(TOPIC, "*");
      consumer.start();
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
    return consumer;
  }

  final void send(String... bodies) {
    for (String body : bodies) {
      send(new Message(TOPIC, "TagA", body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  final void send(Message message) {
    try {
      producer.send(message);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  final void sendTo(int queue, String... bodies) {
    try {
      MessageQueue to = producer.fetchPublishMessageQueues(TOPIC).get(queue);
      for (String body : bodies) {
        producer.send(new Message(TOPIC, body.getBytes(StandardCharsets.UTF_8)), to);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  final void pass(long seconds) {
    server.time.advance(Duration.ofSeconds(seconds));
  }
}
