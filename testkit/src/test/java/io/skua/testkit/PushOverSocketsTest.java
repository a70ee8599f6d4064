package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A consumer with real threads and sockets. */
class PushOverSocketsTest {
  private static final int MESSAGES = 2000;

  @Test
  void a_consumer_that_runs_keeps_the_process_alive_and_one_that_is_closed_does_not()
      throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().build();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("billing")) {
      server.start();
      consumer.setNamesrvAddr(server.address().toString());
      consumer.subscribe("orders", "*");
      consumer.registerMessageListener(
          (MessageListenerConcurrently)
              (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
      consumer.start();
      List<Thread> lasting = lasting(before);
      assertThat(lasting).extracting(Thread::getName).containsExactly("skua-consumes-for-billing");
      consumer.shutdown();
      lasting.get(0).join(Duration.ofSeconds(10).toMillis());
      assertThat(lasting(before)).isEmpty();
    }
  }

  private static List<Thread> lasting(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon() && !before.contains(thread))
        .toList();
  }

  @Test
  void every_message_arrives_once_and_a_drain_leaves_none() throws Exception {
    Set<String> received = ConcurrentHashMap.newKeySet();
    Set<String> twice = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(MESSAGES);
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().build();
        DefaultMQProducer producer = new DefaultMQProducer("shop");
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("billing")) {
      server.start();
      producer.setNamesrvAddr(server.address().toString());
      producer.start();
      for (int i = 0; i < MESSAGES / 2; i++) {
        producer.send(message(i));
      }
      consumer.setNamesrvAddr(server.address().toString());
      consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
      consumer.subscribe("orders", "*");
      consumer.registerMessageListener(
          (MessageListenerConcurrently)
              (messages, context) -> {
                String body = new String(messages.get(0).getBody(), StandardCharsets.UTF_8);
                if (!received.add(body)) {
                  twice.add(body);
                }
                all.countDown();
                return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
              });
      consumer.start();
      for (int i = MESSAGES / 2; i < MESSAGES; i++) {
        producer.send(message(i));
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(consumer.drain(Duration.ofSeconds(10)).complete()).isTrue();
    }
    assertThat(received).hasSize(MESSAGES);
    assertThat(twice).isEmpty();
  }

  private static Message message(int number) {
    return new Message("orders", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
  }
}
