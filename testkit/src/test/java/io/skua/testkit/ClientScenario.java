package io.skua.testkit;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.net.Address;
import io.skua.runtime.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A name server, two brokers with four queues each of TopicTest, and producers on virtual time. */
abstract class ClientScenario {
  static final Address NAMES = new Address("10.0.0.1", 9876);
  static final Duration SECOND = Duration.ofSeconds(1);

  final VirtualTime time = new VirtualTime();
  final LoopbackNetwork network = new LoopbackNetwork(time);
  final FakeNameServer names = new FakeNameServer(network, time, NAMES);
  final FakeBroker a = broker("broker-a", "10.0.1.1");
  final FakeBroker b = broker("broker-b", "10.0.1.2");
  final List<String> openedNets = new ArrayList<>();
  final ClientRegistry registry =
      new ClientRegistry(
          time,
          settings -> {
            openedNets.add(ClientRegistry.netName(settings));
            return network.net("10.0.0.9");
          });

  ClientScenario() {
    names.topic("TopicTest", 4, a, b);
  }

  final FakeBroker broker(String name, String host) {
    return new FakeBroker(network, time, name, new Address(host, 10911));
  }

  /** Makes a producer that has not been started. */
  final DefaultMQProducer producer(String group) {
    DefaultMQProducer producer = new DefaultMQProducer(group, registry);
    producer.setNamesrvAddr(NAMES.toString());
    producer.setClientIP("10.0.0.9");
    return producer;
  }

  final DefaultMQProducer started(String group) throws MQClientException {
    DefaultMQProducer producer = producer(group);
    producer.start();
    return producer;
  }

  /** Returns the settings of a client of its own, for tests of the instance itself. */
  final ClientSettings settings(String instanceName) {
    DefaultMQProducer config = producer("settings");
    config.setInstanceName(instanceName);
    return Settings.of(config);
  }

  static Message message(String body) {
    return message("TopicTest", body);
  }

  static Message message(String topic, String body) {
    return new Message(topic, "TagA", body.getBytes(StandardCharsets.UTF_8));
  }

  final long millis() {
    return time.clock().wallMillis() - VirtualTime.EPOCH_MILLIS;
  }

  /** What a call threw, and how much virtual time it took. */
  record Failure(Throwable thrown, long millis) {}

  final Failure failureOf(ThrowingCallable call) {
    long start = millis();
    Throwable thrown = catchThrowable(call);
    if (thrown == null) {
      throw new AssertionError("the call did not fail");
    }
    return new Failure(thrown, millis() - start);
  }

  /** Returns the sends of both brokers together. */
  final int sends() {
    return a.sends().size() + b.sends().size();
  }
}
