package io.skua.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.TransactionListener;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.server.ServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSkuaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Message message(String body) {
    return new Message("Orders", "placed", body.getBytes(UTF_8));
  }

  private static List<String> bodies(List<MessageExt> messages) {
    return messages.stream().map(message -> new String(message.getBody(), UTF_8)).toList();
  }

  @Test
  void three_lines_are_a_test() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      skua.producer("orders").send(message("book"));
      assertThat(bodies(skua.messages("Orders"))).containsExactly("book");
    }
  }

  @Test
  void messages_come_in_the_order_in_which_they_were_stored() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      DefaultMQProducer producer = skua.producer("orders");
      for (int i = 0; i < 100; i++) {
        producer.send(message("order " + i));
      }
      List<MessageExt> messages = skua.messages("Orders");
      assertThat(messages).hasSize(100);
      assertThat(bodies(messages).get(57)).isEqualTo("order 57");
      assertThat(messages).extracting(MessageExt::getQueueId).contains(0, 1, 2, 3);
      assertThat(skua.messages("Unknown")).isEmpty();
    }
  }

  @Test
  void topics_are_made_with_their_queues() throws Exception {
    try (EmbeddedSkua skua =
        EmbeddedSkua.builder().topic("Orders", 1).autoCreateTopics(false).start()) {
      DefaultMQProducer producer = skua.producer("orders");
      assertThat(producer.fetchPublishMessageQueues("Orders")).hasSize(1);
      skua.createTopic("Prices", 3);
      assertThat(producer.fetchPublishMessageQueues("Prices")).hasSize(3);
      assertThatThrownBy(() -> producer.send(new Message("Unknown", new byte[1])))
          .isInstanceOf(MQClientException.class);
      assertThatThrownBy(() -> skua.createTopic("No topic", 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("No topic");
    }
  }

  // --- waiting

  @Test
  void waiting_is_woken_by_the_message() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      DefaultMQProducer producer = skua.producer("orders");
      CompletableFuture<List<MessageExt>> waiting =
          CompletableFuture.supplyAsync(() -> skua.awaitMessages("Orders", 3, PATIENCE));
      producer.send(message("one"));
      producer.send(message("two"));
      producer.send(message("three"));
      assertThat(bodies(waiting.get(60, TimeUnit.SECONDS))).containsExactly("one", "two", "three");
    }
  }

  @Test
  void who_waits_in_vain_hears_what_was_there() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      Message book = message("book");
      book.setKeys("order-7");
      skua.producer("orders").send(book);
      assertThatThrownBy(() -> skua.awaitMessages("Orders", 2, Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("1 of 2 messages are in topic Orders after 50 ms")
          .hasMessageContaining("offset 0, tags placed, keys order-7, id ");
    }
  }

  // --- time

  @Test
  void a_message_that_is_delayed_for_two_hours_comes_when_time_is_moved() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      Message reminder = message("reminder");
      reminder.setDelayTimeLevel(18); // two hours
      skua.producer("orders").send(reminder);
      skua.advance(Duration.ofMinutes(119));
      assertThat(skua.messages("Orders")).isEmpty();
      skua.advance(Duration.ofMinutes(1));
      assertThat(bodies(skua.awaitMessages("Orders", 1, PATIENCE))).containsExactly("reminder");
    }
  }

  @Test
  void a_message_with_a_time_comes_when_time_is_moved() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      Message reminder = message("reminder");
      reminder.setDelayTimeSec(24 * 3600);
      skua.producer("orders").send(reminder);
      skua.advance(Duration.ofHours(23));
      assertThat(skua.messages("Orders")).isEmpty();
      skua.advance(Duration.ofMinutes(61));
      assertThat(bodies(skua.awaitMessages("Orders", 1, PATIENCE))).containsExactly("reminder");
    }
  }

  @Test
  void many_delayed_messages_come_in_their_order() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.builder().topic("Orders", 1).start()) {
      DefaultMQProducer producer = skua.producer("orders");
      for (int i = 0; i < 100; i++) {
        Message reminder = message("reminder " + i);
        reminder.setDelayTimeLevel(i < 50 ? 3 : 4);
        producer.send(reminder);
      }
      skua.advance(Duration.ofSeconds(10));
      assertThat(skua.awaitMessages("Orders", 50, PATIENCE)).hasSize(50);
      skua.advance(Duration.ofSeconds(20));
      assertThat(bodies(skua.awaitMessages("Orders", 100, PATIENCE)).get(99))
          .isEqualTo("reminder 99");
    }
  }

  private static final class Undecided implements TransactionListener {
    @Override
    public LocalTransactionState executeLocalTransaction(Message msg, Object arg) {
      return LocalTransactionState.UNKNOW;
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt msg) {
      return LocalTransactionState.COMMIT_MESSAGE;
    }
  }

  @Test
  void a_broker_asks_how_a_transaction_ended_when_time_is_moved() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      TransactionMQProducer producer = new TransactionMQProducer("orders");
      producer.setTransactionListener(new Undecided());
      skua.connect(producer).warmUp("Orders").get(60, TimeUnit.SECONDS);
      producer.sendMessageInTransaction(message("book"), null);
      assertThat(skua.messages("Orders")).isEmpty();
      skua.advance(Duration.ofSeconds(31));
      assertThat(bodies(skua.awaitMessages("Orders", 1, PATIENCE))).containsExactly("book");
    }
  }

  @Test
  void moving_time_cuts_no_client_off_and_ends_no_wait() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.builder().topic("Orders", 1).start()) {
      DefaultMQProducer producer = skua.producer("orders");
      Instant before = skua.now();
      producer.send(message("one"));
      CompletableFuture<List<MessageExt>> waiting =
          CompletableFuture.supplyAsync(() -> skua.awaitMessages("Orders", 2, PATIENCE));
      for (int hour = 0; hour < 48; hour++) {
        skua.advance(Duration.ofHours(1));
      }
      producer.send(message("two"));
      assertThat(bodies(waiting.get(60, TimeUnit.SECONDS))).containsExactly("one", "two");
      List<MessageExt> messages = skua.messages("Orders");
      assertThat(messages.get(1).getStoreTimestamp() - messages.get(0).getStoreTimestamp())
          .isGreaterThanOrEqualTo(Duration.ofHours(48).toMillis());
      assertThat(Duration.between(before, skua.now()))
          .isBetween(Duration.ofHours(48), Duration.ofHours(49));
    }
  }

  @Test
  void time_does_not_go_back() {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      assertThatThrownBy(() -> skua.advance(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("time does not go back: PT-1S");
    }
  }

  // --- life

  @Test
  void two_servers_stand_side_by_side() throws Exception {
    try (EmbeddedSkua one = EmbeddedSkua.start();
        EmbeddedSkua two = EmbeddedSkua.start()) {
      one.producer("orders").send(message("for one"));
      two.producer("orders").send(message("for two"));
      assertThat(bodies(one.messages("Orders"))).containsExactly("for one");
      assertThat(bodies(two.messages("Orders"))).containsExactly("for two");
      one.advance(Duration.ofDays(1));
      assertThat(Duration.between(two.now(), one.now())).isGreaterThan(Duration.ofHours(23));
    }
  }

  @Test
  void a_directory_keeps_what_is_in_it(@TempDir Path directory) throws Exception {
    EmbeddedSkuaBuilder builder = EmbeddedSkua.builder().directory(directory);
    try (EmbeddedSkua skua = builder.start()) {
      skua.producer("orders").send(message("book"));
      assertThatThrownBy(builder::start)
          .isInstanceOfSatisfying(
              ServerException.class,
              e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.DIRECTORY_IN_USE));
    }
    try (EmbeddedSkua skua = builder.start()) {
      assertThat(bodies(skua.messages("Orders"))).containsExactly("book");
    }
  }

  @Test
  void clients_are_told_the_address_that_is_given() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.builder().advertise("localhost", 0).start()) {
      assertThat(skua.nameServerAddress()).startsWith("localhost:");
      skua.producer("orders").send(message("book"));
      assertThat(skua.messages("Orders")).hasSize(1);
    }
  }

  @Test
  void a_start_that_fails_half_way_leaves_nothing() throws Exception {
    assertThatThrownBy(() -> EmbeddedSkua.builder().topic("No topic", 1).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No topic");
    assertThat(threads()).isEmpty();
  }

  @Test
  void after_the_end_nothing_is_left_and_every_call_says_so() throws Exception {
    EmbeddedSkua skua = EmbeddedSkua.builder().temporary().topic("Orders", 2).start();
    Path directory = skua.server().dataDirectory();
    DefaultMQProducer producer = skua.producer("orders");
    producer.send(message("book"));
    producer.sendAsync(message("pen")).get(60, TimeUnit.SECONDS);
    assertThat(skua.messages("Orders")).hasSize(2);
    assertThat(directory).isDirectory();
    assertThat(threads()).isNotEmpty();
    skua.close();
    skua.close();
    assertThat(threads()).isEmpty();
    assertThat(Files.exists(directory)).isFalse();
    assertThatThrownBy(() -> producer.send(message("late")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("SHUTDOWN_ALREADY");
    assertThatThrownBy(() -> skua.messages("Orders"))
        .hasMessageContaining("is closed; start another");
    assertThatThrownBy(() -> skua.producer("more"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed; start another");
    assertThatThrownBy(() -> skua.advance(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("skua"))
        .toList();
  }

  @Test
  void a_producer_that_cannot_start_says_why() {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      assertThatThrownBy(() -> skua.producer("no group"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("producer no group cannot be started")
          .hasCauseInstanceOf(MQClientException.class);
    }
  }

  @Test
  void it_is_there_in_no_time() throws Exception {
    for (int i = 0; i < 3; i++) {
      EmbeddedSkua.start().close();
    }
    long start = System.nanoTime();
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      long ready = System.nanoTime();
      skua.producer("orders").send(message("book"));
      long sent = System.nanoTime();
      System.out.printf(
          "embedded server, warm: ready after %.1f ms, first message acknowledged after %.1f ms%n",
          (ready - start) / 1e6, (sent - start) / 1e6);
      assertThat(Duration.ofNanos(sent - start)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
