package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * What client and broker refuse, with the texts that people know. Nothing of it is stored, and the
 * producer goes on: each scenario sends one good message before and one after.
 */
final class Refusals {
  private static final int LIMIT = 4 << 20;
  private static final int LONGEST_TOPIC = 127;
  private static final int NO_SUCH_QUEUE = 99;
  private static final byte[] BODY = "refused".getBytes(StandardCharsets.UTF_8);

  private Refusals() {}

  /** What must be refused. */
  private interface Offence {
    void commit(DefaultMQProducer producer, String topic) throws Exception;
  }

  private static Entry refusal(String name, Offence offence) {
    return Entry.of(
        name,
        Session.scenario(
            session -> {
              Sent before = session.send(Content.text("before"));
              offence.commit(session.producer(), session.topic());
              return Report.of(before, session.send(Content.text("after")));
            }));
  }

  static List<Entry> entries() {
    return List.of(
        refusal("bad-bodies", Refusals::bodies).asSmoke(),
        refusal("bad-topics", Refusals::topics),
        refusal("system-topics", Refusals::systemTopics),
        refusal("queue-of-another-topic", Refusals::queueOfAnotherTopic),
        refusal("selector-without-a-choice", Refusals::selectorWithoutAChoice),
        refusal("selector-that-throws", Refusals::selectorThatThrows),
        refusal("queue-that-is-not-there", Refusals::queueNotThere),
        refusal("too-large-for-the-broker", Refusals::tooLargeForTheBroker),
        refusal("asynchronous-refusals", Refusals::asynchronously),
        refusal("asynchronous-refusal-by-the-broker", Refusals::asynchronouslyByTheBroker),
        refusal("one-way-refusals", Refusals::oneWay));
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

  private static void topics(DefaultMQProducer producer, String topic) {
    refused(producer, new Message("", BODY), "The specified topic is blank");
    refused(producer, new Message(null, BODY), "The specified topic is blank");
    refused(
        producer,
        new Message("not a topic", BODY),
        "The specified topic[not a topic] contains illegal characters, allowing only"
            + " ^[%|a-zA-Z0-9_-]+$");
    refused(producer, new Message("тема", BODY), "contains illegal characters");
    refused(
        producer,
        new Message("t".repeat(LONGEST_TOPIC + 1), BODY),
        "The specified topic is longer than topic max length 127.");
  }

  private static void systemTopics(DefaultMQProducer producer, String topic) {
    for (String system : new String[] {"SCHEDULE_TOPIC_XXXX", "RMQ_SYS_TRANS_HALF_TOPIC"}) {
      refused(
          producer,
          new Message(system, BODY),
          "Sending message to topic[%s] is forbidden.".formatted(system));
    }
  }

  private static void queueOfAnotherTopic(DefaultMQProducer producer, String topic) {
    Message message = new Message(topic, BODY);
    MessageQueue other = new MessageQueue("other", "broker-a", 0);
    assertThatThrownBy(() -> producer.send(message, other))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("message's topic not equal mq's topic");
  }

  private static void selectorWithoutAChoice(DefaultMQProducer producer, String topic) {
    Message message = new Message(topic, BODY);
    assertThatThrownBy(() -> producer.send(message, (queues, each, argument) -> null, "argument"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("select message queue return null.");
  }

  private static void selectorThatThrows(DefaultMQProducer producer, String topic) {
    Message message = new Message(topic, BODY);
    IllegalStateException own = new IllegalStateException("of the selector");
    assertThatThrownBy(
            () ->
                producer.send(
                    message,
                    (queues, each, argument) -> {
                      throw own;
                    },
                    "argument"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("select message queue threw exception.")
        .hasRootCause(own);
  }

  private static MessageQueue notThere(DefaultMQProducer producer, String topic) throws Exception {
    String broker = producer.fetchPublishMessageQueues(topic).get(0).getBrokerName();
    return new MessageQueue(topic, broker, NO_SUCH_QUEUE);
  }

  private static void queueNotThere(DefaultMQProducer producer, String topic) throws Exception {
    MessageQueue queue = notThere(producer, topic);
    assertThatThrownBy(() -> producer.send(new Message(topic, BODY), queue))
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("request queueId[99] is illegal");
  }

  private static void tooLargeForTheBroker(DefaultMQProducer producer, String topic) {
    byte[] incompressible = new byte[LIMIT + 1];
    new Random(LIMIT).nextBytes(incompressible);
    producer.setMaxMessageSize(2 * LIMIT);
    assertThatThrownBy(() -> producer.send(new Message(topic, incompressible)))
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("the message is illegal, maybe msg body or properties length");
  }

  private static void asynchronously(DefaultMQProducer producer, String topic) throws Exception {
    Answer empty = new Answer();
    producer.send(new Message(topic, new byte[0]), empty);
    assertThat(empty.awaitFailure())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("the message body length is zero");
    Answer elsewhere = new Answer();
    producer.send(new Message(topic, BODY), new MessageQueue("other", "b", 0), elsewhere);
    assertThat(elsewhere.awaitFailure())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Topic of the message does not match its target message queue");
    Answer undecided = new Answer();
    producer.send(new Message(topic, BODY), (queues, each, argument) -> null, "any", undecided);
    assertThat(undecided.awaitFailure())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("select message queue return null.");
  }

  private static void asynchronouslyByTheBroker(DefaultMQProducer producer, String topic)
      throws Exception {
    Answer answer = new Answer();
    producer.send(new Message(topic, BODY), notThere(producer, topic), answer);
    assertThat(answer.awaitFailure())
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("request queueId[99] is illegal");
  }

  private static void oneWay(DefaultMQProducer producer, String topic) {
    assertThatThrownBy(() -> producer.sendOneway(new Message(topic, new byte[0])))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("the message body length is zero");
    assertThatThrownBy(() -> producer.sendOneway(new Message("not a topic", BODY)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("contains illegal characters");
  }

  private static void refused(DefaultMQProducer producer, Message message, String text) {
    assertThatThrownBy(() -> producer.send(message))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(text);
  }
}
