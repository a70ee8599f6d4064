package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import interop.apache.ApacheBroker;
import interop.apache.ApacheConsumer;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.ServerUnderTest;
import interop.operator.Console;
import interop.process.FreePorts;
import io.skua.cli.doctor.Doctor;
import io.skua.cli.doctor.Finding;
import io.skua.cli.doctor.Level;
import io.skua.cli.doctor.Report;
import io.skua.cli.doctor.Subject;
import io.skua.client.ClientConfig;
import io.skua.client.internal.compat.Settings;
import io.skua.runtime.SystemPlatform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skua doctor} at Apache's servers, with Apache's consumers in a group. */
class DoctorIT {
  private static final String BROKER = "broker-a";
  private static final String TOPIC = "patient";
  private static final int QUEUES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path directory;

  private static ServerUnderTest names;
  private static ServerUnderTest broker;

  @BeforeAll
  static void start() throws Exception {
    names = ApacheNameServer.start(directory.resolve("names"));
    broker =
        ApacheBroker.start(
            directory.resolve("broker"),
            BrokerSettings.of(BROKER, names.address(), directory.resolve("store"))
                .withAutoCreateTopics(false));
    new Console(names.address(), broker.address())
        .topic(TOPIC, QUEUES, QUEUES, Operator.READ_WRITE);
  }

  @AfterAll
  static void stop() {
    broker.close();
    names.close();
  }

  private static List<Finding> examine(String topic, String group) throws Exception {
    return examine(names.address(), topic, group);
  }

  /** Returns what is found, but the disk, which is that of the machine. */
  private static List<Finding> examine(String server, String topic, String group) throws Exception {
    ClientConfig client = new ClientConfig();
    client.setNamesrvAddr(server);
    Report report =
        Doctor.examine(
            new Subject(List.of(server), topic, group, true),
            Settings.of(client),
            SystemPlatform.INSTANCE,
            Duration.ofSeconds(5));
    return report.sections().stream()
        .flatMap(section -> section.findings().stream())
        .filter(finding -> !finding.check().equals("disk"))
        .toList();
  }

  private static Finding found(List<Finding> findings, String check) {
    return findings.stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + check + " in " + findings));
  }

  private static DefaultMQPushConsumer consumer(String group, String tags) throws Exception {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    consumer.setNamesrvAddr(names.address());
    consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    consumer.subscribe(TOPIC, tags);
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
    consumer.start();
    return consumer;
  }

  @Test
  void servers_and_a_topic_that_are_well() throws Exception {
    List<Finding> findings = examine(TOPIC, null);
    assertThat(findings).as("%s", findings).allMatch(finding -> finding.level() == Level.OK);
    assertThat(found(findings, "name-server").text()).contains("version 5.3.3", "1 broker");
    assertThat(found(findings, "advertised-address").text())
        .contains("is reached at " + broker.address(), "version 5.3.3, disk ")
        .containsPattern("clock [+-][0-2]\\.\\d s");
    assertThat(found(findings, "topic").text()).contains("4 queues to write and 4 to read");
  }

  @Test
  void a_topic_and_a_group_that_are_not_there() throws Exception {
    List<Finding> findings = examine("nowhere", "nobody");
    assertThat(found(findings, "topic").level()).isEqualTo(Level.FAIL);
    assertThat(found(findings, "group").level()).isEqualTo(Level.WARN);
    // Examined once more: asking has made nothing.
    assertThat(found(examine(null, "nobody"), "group").level()).isEqualTo(Level.WARN);
  }

  @Test
  void members_of_a_group_that_subscribe_to_different_things() throws Exception {
    DefaultMQPushConsumer one = consumer("divided", "*");
    try {
      assertThat(examine(TOPIC, "divided"))
          .extracting(Finding::check)
          .doesNotContain("subscriptions-differ");
      DefaultMQPushConsumer other = consumer("divided", "TagA");
      try {
        List<Finding> findings = examine(TOPIC, "divided");
        assertThat(found(findings, "members").text())
            .isEqualTo("has 2 members: 2 of JAVA version 5.3.3");
        assertThat(found(findings, "subscriptions-differ").text())
            .contains(": " + TOPIC + " *", ": " + TOPIC + " TagA");
      } finally {
        other.shutdown();
      }
    } finally {
      one.shutdown();
    }
  }

  @Test
  void what_a_group_that_has_gone_has_not_consumed() throws Exception {
    String topic = "lagging";
    new Console(names.address(), broker.address()).topic(topic, 1, 1, Operator.READ_WRITE);
    DefaultMQProducer producer = new DefaultMQProducer("patients");
    producer.setNamesrvAddr(names.address());
    producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    producer.start();
    try {
      send(producer, topic, 1);
      try (ApacheConsumer consumer =
          ApacheConsumer.start(names.address(), "gone", List.of(topic))) {
        Eventually.get(
            "the first message",
            PATIENCE,
            () -> Optional.of(consumer.messages(topic)).filter(all -> !all.isEmpty()));
      }
      send(producer, topic, 3);
    } finally {
      producer.shutdown();
    }
    List<Finding> findings = examine(topic, "gone");
    assertThat(found(findings, "members").level()).isEqualTo(Level.WARN);
    assertThat(found(findings, "lag").text())
        .contains("is 3 messages behind, the oldest waits since ", "all in queue 0 of broker-a");
  }

  private static void send(DefaultMQProducer producer, String topic, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      producer.send(new Message(topic, "now".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void a_broker_that_advertises_an_address_nobody_reaches() throws Exception {
    int port = FreePorts.one();
    try (ServerUnderTest server = ApacheNameServer.start(directory.resolve("names-b"))) {
      // 192.0.2.0/24 is for documentation (RFC 5737).
      BrokerSettings settings =
          BrokerSettings.of("broker-b", server.address(), directory.resolve("store-b"))
              .withAdvertisedHost("192.0.2.1");
      try (ServerUnderTest hidden =
          ApacheBroker.start(directory.resolve("broker-b"), port, settings)) {
        List<Finding> findings = examine(server.address(), null, null);
        Finding finding = found(findings, "advertised-address");
        assertThat(finding.level()).isEqualTo(Level.FAIL);
        assertThat(finding.text())
            .contains("advertises " + hidden.address(), "It is reached at 127.0.0.1:" + port);
        assertThat(finding.remedy()).contains("brokerIP1=127.0.0.1");
      }
    }
  }
}
