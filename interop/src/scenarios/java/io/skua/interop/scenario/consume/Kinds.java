package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.TransactionListener;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages of every kind as a consumer sees them. */
final class Kinds {
  private static final int SECOND = 1_000;

  private Kinds() {}

  static List<Case> cases() {
    return List.of(
        Case.of("tag-keys-flag-and-properties", Kinds::properties).asSmoke(),
        Case.of("ids-places-and-hosts", Kinds::places),
        Case.of("bounds-of-the-queue", Kinds::bounds),
        Case.of("unicode", Kinds::unicode),
        Case.of("empty-body-aside", Kinds::oneByte),
        Case.of("big-body", stage -> big(stage, 1 << 20)),
        Case.of("bodies-longer-than-a-pull", Kinds::bigOnes),
        Case.of("compressed", Kinds::compressed),
        Case.of("not-decompressed", Kinds::notDecompressed),
        Case.of("batch", Kinds::batch).asSmoke(),
        Case.of("one-way", Kinds::oneWay),
        Case.of("delayed-by-level", Kinds::level).asSmoke(),
        Case.of("delayed-by-seconds", Kinds::seconds),
        Case.of("delivered-at-a-time", Kinds::time),
        Case.of("transaction-committed", Kinds::committed).asSmoke(),
        Case.of("transaction-rolled-back", Kinds::rolledBack));
  }

  private static MessageExt only(Stage stage, Message message) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    stage.sender().send(message);
    return inbox.await(1).get(0).message();
  }

  private static void properties(Stage stage) throws Exception {
    Message message = stage.message("with all", "T");
    message.setKeys(List.of("k1", "k2"));
    message.setFlag(7);
    message.putUserProperty("color", "red");
    message.putUserProperty("empty words", "a b c");
    MessageExt received = only(stage, message);
    assertThat(received.getTopic()).isEqualTo(stage.topic());
    assertThat(Inbox.text(received)).isEqualTo("with all");
    assertThat(received.getTags()).isEqualTo("T");
    assertThat(received.getKeys()).isEqualTo("k1 k2");
    assertThat(received.getFlag()).isEqualTo(7);
    assertThat(received.getUserProperty("color")).isEqualTo("red");
    assertThat(received.getUserProperty("empty words")).isEqualTo("a b c");
    assertThat(received.getReconsumeTimes()).isZero();
  }

  private static void places(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox inbox = stage.consume("*");
    long before = System.currentTimeMillis();
    SendResult first = stage.sendTo(1, "first");
    SendResult second = stage.sendTo(1, "second");
    for (SendResult sent : List.of(first, second)) {
      MessageExt received = inbox.await(sent == first ? "first" : "second");
      assertThat(received.getMsgId()).isEqualTo(sent.getMsgId());
      assertThat(received.getQueueId()).isEqualTo(1);
      assertThat(received.getQueueOffset()).isEqualTo(sent.getQueueOffset());
      assertThat(received.getBrokerName()).isEqualTo(sent.getMessageQueue().getBrokerName());
      assertThat(received.getBornTimestamp()).isBetween(before, System.currentTimeMillis());
      assertThat(received.getStoreTimestamp()).isBetween(before, System.currentTimeMillis());
      assertThat(received.getBornHostString()).isEqualTo("127.0.0.1");
      InetSocketAddress host = (InetSocketAddress) received.getStoreHost();
      assertThat(host.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
      assertThat(received.getCommitLogOffset()).isNotNegative();
      assertThat(received.getStoreSize()).isPositive();
      assertThat(received.getPreparedTransactionOffset()).isZero();
      assertThat(received.getProperties())
          .containsKey(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP);
    }
  }

  private static void bounds(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.fill("m", 3);
    Inbox inbox = stage.consume("*");
    for (Inbox.Delivery delivery : inbox.await(3)) {
      assertThat(delivery.message().getProperty(MessageConst.PROPERTY_MIN_OFFSET)).isEqualTo("0");
      assertThat(Long.parseLong(delivery.message().getProperty(MessageConst.PROPERTY_MAX_OFFSET)))
          .isBetween(1L, 3L);
    }
  }

  private static void unicode(Stage stage) throws Exception {
    Message message = stage.message("grüße 你好 \uD83D\uDC26", "größe");
    message.setKeys("ключ");
    message.putUserProperty("名", "値");
    MessageExt received = only(stage, message);
    assertThat(Inbox.text(received)).isEqualTo("grüße 你好 \uD83D\uDC26");
    assertThat(received.getTags()).isEqualTo("größe");
    assertThat(received.getKeys()).isEqualTo("ключ");
    assertThat(received.getUserProperty("名")).isEqualTo("値");
  }

  private static void oneByte(Stage stage) throws Exception {
    assertThat(only(stage, new Message(stage.topic(), new byte[] {0})).getBody())
        .containsExactly(0);
  }

  /** Bytes that cannot be made shorter. */
  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void big(Stage stage, int length) throws Exception {
    assertThat(only(stage, new Message(stage.topic(), noise(length))).getBody())
        .isEqualTo(noise(length));
  }

  private static void bigOnes(Stage stage) throws Exception {
    stage.createTopic(1);
    for (int i = 0; i < 4; i++) {
      stage.sender().send(new Message(stage.topic(), noise(300_000 + i)));
    }
    List<Integer> lengths = new ArrayList<>();
    for (Inbox.Delivery delivery : stage.consume("*").await(4)) {
      byte[] body = delivery.message().getBody();
      assertThat(body).isEqualTo(noise(body.length));
      lengths.add(body.length);
    }
    assertThat(lengths).containsExactlyInAnyOrder(300_000, 300_001, 300_002, 300_003);
  }

  private static byte[] monotonous() {
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  private static void compressed(Stage stage) throws Exception {
    MessageExt received = only(stage, new Message(stage.topic(), monotonous()));
    assertThat(received.getBody()).isEqualTo(monotonous());
    assertThat(received.getStoreSize()).isLessThan(10_000);
  }

  private static void notDecompressed(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setDecodeDecompressBody(false);
    Inbox inbox = stage.consumeAll(consumer);
    stage.sender().send(new Message(stage.topic(), monotonous()));
    assertThat(inbox.await(1).get(0).message().getBody()).hasSizeLessThan(10_000);
  }

  private static void batch(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox inbox = stage.consume("*");
    List<Message> messages =
        List.of(stage.message("one", "A"), stage.message("two", "B"), stage.message("three"));
    messages.get(1).setKeys("key");
    SendResult sent = stage.sender().send(messages);
    inbox.awaitExactly("one", "two", "three");
    assertThat(inbox.await("one").getTags()).isEqualTo("A");
    assertThat(inbox.await("two").getKeys()).isEqualTo("key");
    assertThat(inbox.await("three").getTags()).isNull();
    for (int i = 0; i < messages.size(); i++) {
      MessageExt received = inbox.await(List.of("one", "two", "three").get(i));
      assertThat(received.getQueueId()).isEqualTo(sent.getMessageQueue().getQueueId());
      assertThat(received.getQueueOffset()).isEqualTo(sent.getQueueOffset() + i);
    }
  }

  private static void oneWay(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    stage.sender().sendOneway(stage.message("no answer"));
    inbox.awaitExactly("no answer");
  }

  private static MessageExt late(Stage stage, Message message, long millis) throws Exception {
    stage.createTopic(1);
    return late(stage, stage.consume("*"), message, millis);
  }

  private static MessageExt late(Stage stage, Inbox inbox, Message message, long millis)
      throws Exception {
    SendResult sent = stage.sender().send(message);
    MessageExt received = inbox.await("later");
    assertThat(received.getTopic()).isEqualTo(stage.topic());
    assertThat(received.getMsgId()).isEqualTo(sent.getMsgId());
    assertThat(received.getStoreTimestamp() - received.getBornTimestamp())
        .isGreaterThanOrEqualTo(millis);
    return received;
  }

  private static void level(Stage stage) throws Exception {
    Message message = stage.message("later", "T");
    message.setDelayTimeLevel(1);
    assertThat(late(stage, message, SECOND).getTags()).isEqualTo("T");
  }

  /** Timers go by whole seconds, and the part of one may be taken off. */
  private static void seconds(Stage stage) throws Exception {
    Message message = stage.message("later");
    message.setDelayTimeSec(2);
    late(stage, message, SECOND);
  }

  private static void time(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    stage.send("first"); // Then the next one is sent at once.
    inbox.await("first");
    Message message = stage.message("later");
    message.setDeliverTimeMs(System.currentTimeMillis() + 2 * SECOND);
    late(stage, inbox, message, SECOND / 2);
  }

  /** Says what becomes of the message by its text. */
  private static final class ByText implements TransactionListener {
    @Override
    public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
      return (LocalTransactionState) argument;
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt message) {
      return LocalTransactionState.UNKNOW;
    }
  }

  private static TransactionMQProducer transactions(Stage stage) throws Exception {
    TransactionMQProducer producer = new TransactionMQProducer("producers-" + stage.topic());
    producer.setTransactionListener(new ByText());
    return stage.started(producer);
  }

  private static void committed(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    SendResult sent =
        transactions(stage)
            .sendMessageInTransaction(
                stage.message("committed", "T"), LocalTransactionState.COMMIT_MESSAGE);
    MessageExt received = inbox.await("committed");
    assertThat(received.getTransactionId()).isEqualTo(sent.getTransactionId());
    assertThat(received.getMsgId()).isEqualTo(sent.getMsgId());
    assertThat(received.getTags()).isEqualTo("T");
  }

  private static void rolledBack(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    DefaultMQProducer plain = stage.sender();
    transactions(stage)
        .sendMessageInTransaction(
            stage.message("rolled back"), LocalTransactionState.ROLLBACK_MESSAGE);
    plain.send(stage.message("after it"));
    inbox.awaitExactly("after it");
  }
}
