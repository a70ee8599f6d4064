package io.skua.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.MessageTooLargeException;
import io.skua.client.exception.PartlySentException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.MQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.client.producer.TransactionListener;
import io.skua.client.producer.selector.SelectMessageQueueByHash;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingTimeoutException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MockProducerTest {
  private final MockProducer producer = new MockProducer();

  private static Message message(String body) {
    return new Message("Orders", "placed", body.getBytes(UTF_8));
  }

  private List<String> bodies() {
    return producer.messages().stream()
        .map(message -> new String(message.getBody(), UTF_8))
        .toList();
  }

  /** Hears one outcome. */
  private static final class Heard implements SendCallback {
    private final List<Object> outcomes = new ArrayList<>();

    @Override
    public void onSuccess(SendResult sendResult) {
      outcomes.add(sendResult);
    }

    @Override
    public void onException(Throwable e) {
      outcomes.add(e);
    }
  }

  @Test
  void it_stands_in_for_every_kind_of_producer() throws Exception {
    MQProducer one = producer;
    DefaultMQProducer two = producer;
    one.start();
    SendResult sent = one.send(message("book"));
    assertThat(sent.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(sent.getMsgId()).hasSize(32);
    assertThat(sent.getMessageQueue().getTopic()).isEqualTo("Orders");
    two.sendOneway(message("pen"));
    assertThat(bodies()).containsExactly("book", "pen");
    assertThat(producer.messages("Orders")).hasSize(2);
    assertThat(producer.messages("Prices")).isEmpty();
    assertThat(
            producer
                .messages()
                .get(0)
                .getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX))
        .isEqualTo(sent.getMsgId());
  }

  @Test
  void queues_are_taken_in_turn_and_have_offsets() throws Exception {
    for (int i = 0; i < 8; i++) {
      producer.send(message("order " + i));
    }
    assertThat(producer.history())
        .extracting(sent -> sent.queue().getQueueId() + ":" + sent.offset())
        .containsExactly("0:0", "1:0", "2:0", "3:0", "0:1", "1:1", "2:1", "3:1");
    MessageQueue first = producer.history().get(0).queue();
    assertThat(producer.maxOffset(first)).isEqualTo(2);
    assertThat(producer.minOffset(first)).isZero();
  }

  @Test
  void selectors_choose_among_the_queues() throws Exception {
    producer.setDefaultTopicQueueNums(16);
    SelectMessageQueueByHash byHash = new SelectMessageQueueByHash();
    SendResult one = producer.send(message("book"), byHash, "customer 7");
    producer.send(message("between"));
    SendResult two = producer.send(message("pen"), byHash, "customer 7", 1000);
    assertThat(two.getMessageQueue()).isEqualTo(one.getMessageQueue());
    assertThatThrownBy(() -> producer.send(message("none"), (queues, msg, arg) -> null, 1))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("select message queue return null.");
  }

  @Test
  void a_message_may_be_used_again_by_its_sender() throws Exception {
    Message message = message("book");
    producer.send(message);
    message.getBody()[0] = 'l';
    message.setKeys("changed");
    assertThat(bodies()).containsExactly("book");
    assertThat(producer.messages().get(0).getKeys()).isNull();
  }

  @Test
  void asynchronous_sends_are_told_at_once() throws Exception {
    Heard heard = new Heard();
    producer.send(message("one"), heard);
    producer.send(message("two"), heard, 1000);
    producer.send(message("three"), new SelectMessageQueueByHash(), "key", heard);
    producer.send(List.of(message("four"), message("five")), heard);
    assertThat(heard.outcomes).hasSize(4).allMatch(each -> each instanceof SendResult);
    assertThat(producer.sendAsync(message("six")).get(1, TimeUnit.SECONDS).getMsgId()).isNotNull();
    assertThat(bodies()).containsExactly("one", "two", "three", "four", "five", "six");
  }

  @Test
  void a_batch_is_one_send_of_many_messages() throws Exception {
    SendResult sent = producer.send(List.of(message("one"), message("two")));
    assertThat(sent.getMsgId().split(",")).hasSize(2);
    assertThat(producer.history()).extracting(MockProducer.Sent::offset).containsExactly(0L, 1L);
    assertThatThrownBy(
            () -> producer.send(List.of(message("one"), new Message("Prices", new byte[1]))))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Failed to initiate the MessageBatch");
  }

  // --- failures

  @Test
  void the_next_send_fails_as_told_and_is_not_remembered() throws Exception {
    RemotingTimeoutException failure = new RemotingTimeoutException("no answer");
    producer.failNext(failure);
    assertThatThrownBy(() -> producer.send(message("book"))).isSameAs(failure);
    producer.send(message("pen"));
    assertThat(bodies()).containsExactly("pen");
  }

  @Test
  void the_third_send_fails_as_told() throws Exception {
    producer.failAt(3, new MQBrokerException(2, "busy"));
    producer.send(message("one"));
    producer.sendOneway(message("two"));
    Heard heard = new Heard();
    producer.send(message("three"), heard);
    producer.send(message("four"), heard);
    assertThat(heard.outcomes.get(0)).isInstanceOf(MQBrokerException.class);
    assertThat(heard.outcomes.get(1)).isInstanceOf(SendResult.class);
    assertThat(bodies()).containsExactly("one", "two", "four");
  }

  @Test
  void all_sends_fail_until_it_is_cleared() throws Exception {
    producer.send(message("before"));
    producer.failAlways(new MQClientException("no route", null));
    assertThatThrownBy(() -> producer.send(message("one"))).hasMessageContaining("no route");
    assertThatThrownBy(() -> producer.sendAsync(message("two")).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(MQClientException.class);
    producer.clear();
    producer.send(message("after"));
    assertThat(bodies()).containsExactly("after");
  }

  @Test
  void a_one_way_send_hears_of_no_broker() {
    producer.failNext(new MQBrokerException(2, "busy"));
    assertThatThrownBy(() -> producer.sendOneway(message("one")))
        .isInstanceOf(MQClientException.class)
        .hasCauseInstanceOf(MQBrokerException.class);
  }

  @Test
  void a_failure_that_no_send_has_is_refused() {
    assertThatThrownBy(() -> producer.failNext(new java.io.IOException("disk")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no send fails with java.io.IOException");
    assertThatThrownBy(() -> producer.failAt(0, new IllegalStateException()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void part_of_many_may_fail() {
    producer.failAt(2, new MQClientException("no route", null));
    List<Message> many = List.of(message("one"), new Message("Prices", new byte[1]));
    assertThatThrownBy(() -> producer.sendAll(many)).isInstanceOf(PartlySentException.class);
    assertThat(bodies()).containsExactly("one");
  }

  @Test
  void messages_are_checked_as_by_the_real_one() {
    producer.setMaxMessageSize(10);
    assertThatThrownBy(() -> producer.send(message("more than ten bytes")))
        .isInstanceOf(MessageTooLargeException.class);
    assertThatThrownBy(() -> producer.send(new Message("Orders", new byte[0])))
        .isInstanceOf(MQClientException.class);
    assertThatThrownBy(() -> producer.send(new Message("No topic", new byte[1])))
        .isInstanceOf(MQClientException.class);
    assertThatThrownBy(() -> producer.send(message("book"), new MessageQueue("Prices", "b", 0)))
        .hasMessageContaining("message's topic not equal mq's topic");
  }

  @Test
  void it_starts_once_and_sends_nothing_after_its_end() throws Exception {
    producer.start();
    assertThatThrownBy(producer::start).hasMessageContaining("maybe started once, RUNNING");
    producer.close();
    assertThat(producer.closed()).isTrue();
    assertThatThrownBy(() -> producer.send(message("late")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("SHUTDOWN_ALREADY");
  }

  // --- requests, recall, transactions

  @Test
  void requests_are_answered_as_told() throws Exception {
    assertThatThrownBy(() -> producer.request(message("question"), 1000))
        .isInstanceOf(RequestTimeoutException.class);
    producer.replyWith(request -> new Message("Replies", request.getBody()));
    Message reply = producer.request(message("question"), 1000);
    assertThat(new String(reply.getBody(), UTF_8)).isEqualTo("question");
    assertThat(producer.messages("Orders")).hasSize(2);
  }

  @Test
  void a_timed_message_can_be_taken_back() throws Exception {
    Message reminder = message("reminder");
    reminder.setDelayTimeSec(60);
    SendResult sent = producer.send(reminder);
    assertThat(producer.recallMessage("Orders", sent.getRecallHandle())).isEqualTo(sent.getMsgId());
    assertThat(producer.messages()).isEmpty();
    assertThatThrownBy(() -> producer.recallMessage("Orders", sent.getRecallHandle()))
        .hasMessageContaining("recall handle is invalid");
  }

  /** Says what it is told to say. */
  private static final class Told implements TransactionListener {
    private LocalTransactionState executed;
    private LocalTransactionState checked;

    @Override
    public LocalTransactionState executeLocalTransaction(Message msg, Object arg) {
      return executed;
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt msg) {
      return checked;
    }
  }

  @Test
  void a_transaction_counts_when_it_is_committed() throws Exception {
    assertThatThrownBy(() -> producer.sendMessageInTransaction(message("none"), null))
        .hasMessageContaining("TransactionListener is null");
    assertThatThrownBy(producer::checkTransactions).isInstanceOf(IllegalStateException.class);
    Told listener = new Told();
    producer.setTransactionListener(listener);
    listener.executed = LocalTransactionState.ROLLBACK_MESSAGE;
    assertThat(producer.sendMessageInTransaction(message("one"), null).getLocalTransactionState())
        .isEqualTo(LocalTransactionState.ROLLBACK_MESSAGE);
    listener.executed = LocalTransactionState.COMMIT_MESSAGE;
    producer.sendMessageInTransaction(message("two"), null);
    listener.executed = null;
    producer.sendMessageInTransaction(message("three"), null);
    assertThat(bodies()).containsExactly("two");
    assertThat(producer.openTransactions()).hasSize(1);
    producer.checkTransactions();
    assertThat(producer.openTransactions()).hasSize(1);
    listener.checked = LocalTransactionState.COMMIT_MESSAGE;
    producer.checkTransactions();
    assertThat(producer.openTransactions()).isEmpty();
    assertThat(bodies()).containsExactly("two", "three");
  }

  @Test
  void what_needs_a_store_names_the_one_that_has_one() {
    assertThatThrownBy(() -> producer.viewMessage("Orders", "id"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("EmbeddedSkua");
  }

  /** A door that is added to the interface must not lead to the network. */
  @Test
  void no_door_of_the_interface_is_the_real_ones_own() {
    TreeSet<String> forwards = new TreeSet<>();
    for (Method door : MQProducer.class.getMethods()) {
      Class<?> where =
          Arrays.stream(MockProducer.class.getMethods())
              .filter(method -> method.getName().equals(door.getName()))
              .filter(method -> Arrays.equals(method.getParameterTypes(), door.getParameterTypes()))
              .findFirst()
              .orElseThrow()
              .getDeclaringClass();
      if (!where.getPackageName().equals("io.skua.mock")) {
        forwards.add(door.getName() + "/" + door.getParameterCount());
      }
    }
    // Those that only add the producer's time limit, and go on to one that is overridden.
    assertThat(forwards).containsExactly("createTopic/4", "send/2", "send/3", "send/4");
  }
}
