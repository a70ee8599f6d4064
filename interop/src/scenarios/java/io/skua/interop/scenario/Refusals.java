package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What client and broker refuse, with the texts that people know; and nothing of it is stored. */
final class Refusals implements Scenario {
  private static final int LIMIT = 4 << 20;
  private static final int LONGEST_TOPIC = 127;
  private static final int NO_SUCH_QUEUE = 99;
  private static final byte[] BODY = "refused".getBytes(StandardCharsets.UTF_8);

  @Override
  public Report run(Target target) throws Exception {
    try (Session session = Session.open(target)) {
      DefaultMQProducer producer = session.producer();
      Sent before = session.send(Content.text("before"));
      bodies(producer, target.topic());
      topics(producer);
      queues(producer, target.topic());
      batches(producer, target.topic());
      byBroker(producer, target.topic());
      return new Report(List.of(before, session.send(Content.text("after"))), List.of());
    }
  }

  private static void bodies(DefaultMQProducer producer, String topic) {
    refused(producer, new Message(topic, new byte[0]), "the message body length is zero");
    Message without = new Message(topic, BODY);
    without.setBody(null);
    refused(producer, without, "the message body is null");
    refused(
        producer,
        new Message(topic, new byte[LIMIT + 1]),
        "the message body size over max value, MAX: " + LIMIT);
  }

  private static void topics(DefaultMQProducer producer) {
    refused(producer, new Message("", BODY), "The specified topic is blank");
    refused(
        producer,
        new Message("not a topic", BODY),
        "The specified topic[not a topic] contains illegal characters, allowing only"
            + " ^[%|a-zA-Z0-9_-]+$");
    refused(
        producer,
        new Message("t".repeat(LONGEST_TOPIC + 1), BODY),
        "The specified topic is longer than topic max length 127.");
    refused(
        producer,
        new Message("SCHEDULE_TOPIC_XXXX", BODY),
        "Sending message to topic[SCHEDULE_TOPIC_XXXX] is forbidden.");
  }

  private static void queues(DefaultMQProducer producer, String topic) {
    Message message = new Message(topic, BODY);
    assertThatThrownBy(() -> producer.send(message, new MessageQueue("other", "broker-a", 0)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("message's topic not equal mq's topic");
    assertThatThrownBy(() -> producer.send(message, (queues, each, argument) -> null, "argument"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("select message queue return null.");
  }

  private static void batches(DefaultMQProducer producer, String topic) {
    List<Message> mixed = List.of(new Message(topic, BODY), new Message("other", BODY));
    assertThatThrownBy(() -> producer.send(mixed))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Failed to initiate the MessageBatch")
        .hasRootCauseMessage("The topic of the messages in one batch should be the same");
    Message delayed = new Message(topic, BODY);
    delayed.setDelayTimeLevel(1);
    assertThatThrownBy(() -> producer.send(List.of(delayed)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Failed to initiate the MessageBatch")
        .hasRootCauseMessage("TimeDelayLevel is not supported for batching");
  }

  private static void byBroker(DefaultMQProducer producer, String topic) throws Exception {
    String broker = producer.fetchPublishMessageQueues(topic).get(0).getBrokerName();
    MessageQueue beyond = new MessageQueue(topic, broker, NO_SUCH_QUEUE);
    assertThatThrownBy(() -> producer.send(new Message(topic, BODY), beyond))
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("request queueId[99] is illegal");
    byte[] incompressible = new byte[LIMIT + 1];
    new Random(LIMIT).nextBytes(incompressible);
    producer.setMaxMessageSize(2 * LIMIT);
    assertThatThrownBy(() -> producer.send(new Message(topic, incompressible)))
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("the message is illegal, maybe msg body or properties length");
    producer.setMaxMessageSize(LIMIT);
  }

  private static void refused(DefaultMQProducer producer, Message message, String text) {
    assertThatThrownBy(() -> producer.send(message))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(text);
  }
}
