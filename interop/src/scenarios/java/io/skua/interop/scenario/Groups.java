package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import java.util.ArrayList;
import java.util.List;

/** Two producers of one group in one process are a conflict only with one instance name. */
final class Groups implements Scenario {

  @Override
  public Report run(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    try (Session one = Session.open(target);
        Session two = Session.open(target)) {
      sent.add(one.send(Content.text("one of two without names")));
      sent.add(two.send(Content.text("two of two without names")));
    }
    DefaultMQProducer first = named(target, "first");
    DefaultMQProducer again = named(target, "first");
    DefaultMQProducer second = named(target, "second");
    first.start();
    try {
      assertThatThrownBy(again::start)
          .isInstanceOf(MQClientException.class)
          .hasMessageContaining(
              "The producer group[%s] has been created before, specify another name please."
                  .formatted(first.getProducerGroup()));
      second.start();
      sent.add(send(first, target.topic(), "first of two with names"));
      sent.add(send(second, target.topic(), "second of two with names"));
    } finally {
      second.shutdown();
      first.shutdown();
    }
    return Report.of(sent);
  }

  private static DefaultMQProducer named(Target target, String name) {
    DefaultMQProducer producer = Session.prepare(target);
    producer.setInstanceName(name);
    return producer;
  }

  private static Sent send(DefaultMQProducer producer, String topic, String text) throws Exception {
    Content content = Content.text(text);
    return Session.sent(content, producer.send(new Message(topic, content.body().bytes())));
  }
}
