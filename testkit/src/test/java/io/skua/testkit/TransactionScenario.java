package io.skua.testkit;

import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.TransactionListener;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.client.producer.TransactionSendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.server.broker.SystemTopics;
import io.skua.server.transaction.HalfEntry;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.EndTransaction;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A whole server and whole transaction producers on virtual time. */
abstract class TransactionScenario {
  /** As long as one round of checks takes to come and to be answered. */
  static final Duration ROUND = Duration.ofSeconds(31);

  final ServerFixture server = new ServerFixture().start();
  final Answers answers = new Answers();
  final TransactionMQProducer producer = started("10.0.0.5");

  /** A listener that says what it is told to say, and notes what it was asked. */
  static final class Answers implements TransactionListener {
    final List<Message> executed = new ArrayList<>();
    final List<MessageExt> checked = new ArrayList<>();
    Supplier<LocalTransactionState> local = () -> LocalTransactionState.UNKNOW;
    Supplier<LocalTransactionState> later = () -> LocalTransactionState.UNKNOW;

    @Override
    public LocalTransactionState executeLocalTransaction(Message msg, Object arg) {
      executed.add(msg);
      return local.get();
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt msg) {
      checked.add(msg);
      return later.get();
    }
  }

  final TransactionMQProducer producer(String host) {
    ClientRegistry registry = new ClientRegistry(server.time, name -> server.network.net(host));
    TransactionMQProducer made = new TransactionMQProducer("payers", registry);
    made.setNamesrvAddr(ServerFixture.SERVER.toString());
    made.setClientIP(host);
    made.setTransactionListener(answers);
    return made;
  }

  final TransactionMQProducer started(String host) {
    TransactionMQProducer made = producer(host);
    try {
      made.start();
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
    return made;
  }

  final TransactionSendResult send(String body, String... properties) {
    Message message = new Message("payments", "TagA", body.getBytes(StandardCharsets.UTF_8));
    message.setKeys("k1");
    ServerFixture.map(properties).forEach(message::putUserProperty);
    try {
      return producer.sendMessageInTransaction(message, "argument");
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
  }

  final void pass(Duration duration) {
    server.time.advance(duration);
  }

  /** Stops the server and starts another one with the same disk. */
  final void restartServer() {
    server.server.close();
    server.server = server.builder().build();
    server.start();
    pass(Duration.ofSeconds(1));
  }

  /** Returns what consumers see of a topic, in all its four queues. */
  final List<MessageRecord> delivered() {
    List<MessageRecord> all = new ArrayList<>();
    for (int queue = 0; queue < 4; queue++) {
      all.addAll(stored("payments", queue));
    }
    return all;
  }

  final List<MessageRecord> stored(String topic, int queue) {
    Frame answer = server.call(pull(topic, 0, "queueId", Integer.toString(queue)));
    byte[] body = answer.bodyBytes();
    return MessageRecord.parseAll(body, 0, body.length);
  }

  final List<MessageRecord> halves() {
    return stored(SystemTopics.HALF, 0);
  }

  /** Returns the bodies of the ops. */
  final List<String> ops() {
    return stored(SystemTopics.OP_HALF, 0).stream()
        .map(op -> new String(op.body(), StandardCharsets.UTF_8))
        .toList();
  }

  static Map<String, String> properties(MessageRecord record) {
    return MessageProperties.parse(record.properties());
  }

  /** Says how a transaction ended, waiting for the broker's answer. */
  final Frame end(TransactionSendResult sent, int outcome) {
    return end("payers", sent.getQueueOffset(), logOffset(sent), outcome);
  }

  final Frame end(String group, long halfOffset, long logOffset, int outcome) {
    return server.call(
        Frame.request(
            RequestCode.END_TRANSACTION,
            EndTransaction.WIRE,
            new EndTransaction(
                "payments", group, halfOffset, logOffset, outcome, false, "K", "K", null)));
  }

  static long logOffset(TransactionSendResult sent) {
    return OffsetMessageId.parse(String.valueOf(sent.getOffsetMsgId())).logOffset();
  }

  final List<HalfEntry.Outcome> ends() {
    return server.server.halfMessages().ended().stream().map(HalfEntry::outcome).toList();
  }

  final void assertOpen(int count) {
    assertThat(server.server.halfMessages().open()).isEqualTo(count);
    assertThat(server.server.halfMessages().oldest()).hasSize(count);
  }
}
