package interop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.exception.MQClientException;
import io.skua.common.consumer.ConsumeFromWhere;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two push consumers of a group, which nobody helps when servers die. */
final class Audience implements AutoCloseable {
  private static final String GROUP = "through-kills-audience";

  private final List<DefaultMQPushConsumer> consumers = new ArrayList<>();
  private final List<Tally> consumed = new ArrayList<>();

  private Audience() {}

  /** Starts both. */
  static Audience start(String nameServers, String topic, Duration routeAge)
      throws MQClientException {
    Audience audience = new Audience();
    for (String name : List.of("first", "second")) {
      audience.join(name, nameServers, topic, routeAge);
    }
    return audience;
  }

  private void join(String name, String nameServers, String topic, Duration routeAge)
      throws MQClientException {
    Tally tally = new Tally("consumed by the " + name);
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(GROUP);
    consumer.setInstanceName(name); // two clients, as if they were two processes
    consumer.setNamesrvAddr(nameServers);
    consumer.setPollNameServerInterval((int) routeAge.toMillis());
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              messages.forEach(
                  message ->
                      tally.acknowledged(new String(message.getBody(), StandardCharsets.UTF_8)));
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumers.add(consumer);
    consumed.add(tally);
    consumer.start();
  }

  /** Waits until each of them is given messages again. */
  void awaitConsuming(long since, Duration patience) {
    for (Tally tally : consumed) {
      Eventually.get(
          "something " + tally.manner() + " again",
          patience,
          () -> tally.acknowledged().stream().filter(each -> each.nanos() > since).findFirst());
    }
  }

  /** Waits until everything that was acknowledged has been consumed, by itself. */
  void awaitAll(List<Tally> sent, Duration patience) {
    Set<String> missing = new HashSet<>();
    for (Tally tally : sent) {
      tally.acknowledged().forEach(each -> missing.add(each.body()));
    }
    assertThat(missing).isNotEmpty();
    Eventually.get(
        "all acknowledged messages at the audience",
        patience,
        () -> {
          consumed.forEach(
              tally -> tally.acknowledged().forEach(each -> missing.remove(each.body())));
          return missing.isEmpty() ? Optional.of(true) : Optional.empty();
        });
    assertThat(consumed)
        .allSatisfy(tally -> assertThat(tally.acknowledged()).as(tally.toString()).isNotEmpty());
  }

  /** The longest time in milliseconds in which one of them was given nothing; a span as there. */
  List<Long> longestGapMillis(long from, long until) {
    return consumed.stream().map(tally -> tally.longestGapMillis(from, until)).toList();
  }

  /** Says how often messages came: more often than once because of the kills. */
  @Override
  public String toString() {
    Set<String> different = new HashSet<>();
    List<Integer> deliveries = new ArrayList<>();
    for (Tally tally : consumed) {
      tally.acknowledged().forEach(each -> different.add(each.body()));
      deliveries.add(tally.acknowledged().size());
    }
    int all = deliveries.stream().mapToInt(Integer::intValue).sum();
    return "audience: %d different messages, %s deliveries to its members, %d of them again"
        .formatted(different.size(), deliveries, all - different.size());
  }

  @Override
  public void close() {
    consumers.forEach(DefaultMQPushConsumer::close);
  }
}
