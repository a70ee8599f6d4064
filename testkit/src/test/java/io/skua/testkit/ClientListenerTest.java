package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.BrokerRefusedException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.SendManner;
import io.skua.client.metrics.SendReport;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a listener hears of a producer. */
class ClientListenerTest extends ClientScenario {
  private static final class Notes implements ClientListener {
    final List<SendReport> sends = new ArrayList<>();
    final List<@Nullable Object> begun = new ArrayList<>();
    final List<String> connections = new ArrayList<>();

    @Override
    public Object sendBegins(Message message, SendManner manner) {
      message.putUserProperty("traced", manner.name());
      return "begun " + manner;
    }

    @Override
    public void sendEnded(SendReport report, @Nullable Object handed) {
      sends.add(report);
      begun.add(handed);
    }

    @Override
    public void connectionOpened(String address) {
      connections.add("+" + address);
    }

    @Override
    public void connectionClosed(String address, @Nullable Throwable cause) {
      connections.add("-" + address);
    }
  }

  private final Notes notes = new Notes();

  private DefaultMQProducer watched(ClientListener listener) throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setClientListener(listener);
    producer.start();
    return producer;
  }

  @Test
  void every_send_is_told_with_its_manner_and_its_place() throws Exception {
    DefaultMQProducer producer = watched(notes);
    SendResult result = producer.send(message("hello"));
    time.await(producer.sendAsync(message("x")), SECOND);
    producer.sendOneway(message("x"));
    producer.send(List.of(message("x"), message("y")));
    assertThat(notes.sends)
        .extracting(SendReport::manner)
        .containsExactly(SendManner.SYNC, SendManner.ASYNC, SendManner.ONE_WAY, SendManner.SYNC);
    assertThat(notes.begun)
        .containsExactly("begun SYNC", "begun ASYNC", "begun ONE_WAY", "begun SYNC");
    SendReport first = notes.sends.get(0);
    assertThat(first.topic()).isEqualTo("TopicTest");
    assertThat(first.group()).isEqualTo("group");
    assertThat(first.broker()).isEqualTo(result.getMessageQueue().getBrokerName());
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(first.bodyBytes()).isEqualTo(5);
    assertThat(first.nanos()).isPositive();
    assertThat(first.result()).isSameAs(result);
    assertThat(first.failure()).isNull();
  }

  @Test
  void properties_that_are_put_at_the_beginning_travel() throws Exception {
    watched(notes).send(message("x"), new MessageQueue("TopicTest", "broker-b", 0));
    assertThat(b.sends().get(0).properties()).containsEntry("traced", "SYNC");
  }

  @Test
  void a_retried_send_is_told_once_with_its_attempts() throws Exception {
    a.stop();
    DefaultMQProducer producer = watched(notes);
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
    assertThat(notes.sends).hasSize(8).allMatch(report -> "broker-b".equals(report.broker()));
    assertThat(notes.sends).extracting(SendReport::attempts).contains(2).doesNotContain(3);
  }

  @Test
  void a_failure_is_told_as_the_caller_gets_it() throws Exception {
    DefaultMQProducer producer = watched(notes);
    assertThatThrownBy(() -> producer.send(message("NoSuchTopic", "x")))
        .isInstanceOf(TopicNotFoundException.class);
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(13, "illegal"));
    MessageQueue queue = new MessageQueue("TopicTest", "broker-b", 0);
    assertThatThrownBy(() -> producer.send(message("x"), queue))
        .isInstanceOf(BrokerRefusedException.class);
    SendReport noRoute = notes.sends.get(0);
    assertThat(noRoute.failure()).isInstanceOf(TopicNotFoundException.class);
    assertThat(noRoute.attempts()).isZero();
    assertThat(noRoute.broker()).isNull();
    SendReport refused = notes.sends.get(1);
    assertThat(refused.failure()).isInstanceOf(BrokerRefusedException.class);
    assertThat(refused.attempts()).isEqualTo(1);
    assertThat(refused.broker()).isEqualTo("broker-b");
    assertThat(refused.result()).isNull();
  }

  @Test
  void a_message_that_is_refused_for_its_form_is_not_told() throws Exception {
    DefaultMQProducer producer = watched(notes);
    assertThatThrownBy(() -> producer.send(message("")));
    assertThat(notes.sends).isEmpty();
  }

  @Test
  void connections_open_and_close_in_pairs_to_the_end() throws Exception {
    DefaultMQProducer producer = watched(notes);
    time.await(producer.warmUp("TopicTest"), SECOND);
    assertThat(notes.connections)
        .containsExactlyInAnyOrder("+" + NAMES, "+" + a.address(), "+" + b.address());
    producer.shutdown();
    assertThat(notes.connections).hasSize(6).contains("-" + NAMES, "-" + a.address());
  }

  @Test
  void a_second_producer_hears_of_what_is_open_and_one_listener_is_told_once() throws Exception {
    DefaultMQProducer first = producer("g1");
    first.setInstanceName("shared");
    first.start();
    time.await(first.warmUp("TopicTest"), SECOND);
    for (String group : List.of("g2", "g3")) {
      DefaultMQProducer other = producer(group);
      other.setInstanceName("shared");
      other.setClientListener(notes);
      other.start();
      time.advance(SECOND);
    }
    assertThat(notes.connections).hasSize(3).allMatch(text -> text.startsWith("+"));
  }

  @Test
  void a_listener_that_fails_harms_nobody() throws Exception {
    ClientListener bad =
        new ClientListener() {
          @Override
          public Object sendBegins(Message message, SendManner manner) {
            throw new IllegalStateException("mine");
          }

          @Override
          public void sendEnded(SendReport report, @Nullable Object begun) {
            throw new IllegalStateException("mine");
          }

          @Override
          public void connectionOpened(String address) {
            throw new IllegalStateException("mine");
          }
        };
    DefaultMQProducer producer = watched(ClientListener.all(bad, notes));
    producer.send(message("x"));
    DefaultMQProducer other = producer("other");
    other.setClientListener(bad);
    other.start();
    assertThat(other.send(message("x"))).isNotNull();
    assertThat(notes.sends).hasSize(1);
    assertThat(notes.begun).containsExactly("begun SYNC");
    assertThat(notes.connections).isNotEmpty();
  }
}
