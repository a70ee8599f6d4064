package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.TransactionListener;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.client.producer.TransactionSendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Messages that are delivered when a local transaction says so: at once, or when the producer is
 * asked for it (protocol 7.8).
 */
final class Transactions {
  private static final String KEY = "transaction";
  private static final Content CONTENT = Content.text("in a transaction").tagged("T").keyed(KEY);
  private static final String ARGUMENT = "argument";
  private static final int PATIENCE_SECONDS = 60;

  private Transactions() {}

  static List<Entry> entries() {
    LocalTransactionState commit = LocalTransactionState.COMMIT_MESSAGE;
    LocalTransactionState rollback = LocalTransactionState.ROLLBACK_MESSAGE;
    return List.of(
        Entry.of("transaction-committed", told(commit)).asSmoke(),
        Entry.of("transaction-rolled-back", told(rollback)).asSmoke(),
        Entry.of("transaction-committed-when-asked", asked(commit)).asSmoke(),
        Entry.of("transaction-rolled-back-when-asked", asked(rollback)));
  }

  /** Says what it is told to, and keeps what it was given. */
  private static final class Listener implements TransactionListener {
    private final LocalTransactionState executed;
    private final LocalTransactionState checked;
    private final CompletableFuture<Object> argument = new CompletableFuture<>();
    private final CompletableFuture<MessageExt> asked = new CompletableFuture<>();

    Listener(LocalTransactionState executed, LocalTransactionState checked) {
      this.executed = executed;
      this.checked = checked;
    }

    @Override
    public LocalTransactionState executeLocalTransaction(Message message, Object given) {
      if (!argument.complete(given)) {
        throw new IllegalStateException("executed twice: " + message);
      }
      return executed;
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt message) {
      // Who is asked again before a broker has had the answer, on a machine that stands still, does
      // not answer twice: Apache's broker takes both, and the message is there twice.
      return asked.complete(message) ? checked : LocalTransactionState.UNKNOW;
    }
  }

  private static Scenario told(LocalTransactionState state) {
    return target -> run(target, new Listener(state, state), state);
  }

  private static Scenario asked(LocalTransactionState state) {
    return target -> run(target, new Listener(LocalTransactionState.UNKNOW, state), state);
  }

  private static Report run(Target target, Listener listener, LocalTransactionState end)
      throws Exception {
    String group = "group-of-" + target.topic();
    TransactionMQProducer producer = Session.prepare(target, new TransactionMQProducer(group));
    producer.setTransactionListener(listener);
    try (Session session = Session.open(target, producer)) {
      TransactionSendResult result =
          producer.sendMessageInTransaction(session.message(CONTENT), ARGUMENT);
      assertThat(result.getLocalTransactionState()).isEqualTo(listener.executed);
      assertThat(result.getTransactionId()).isEqualTo(result.getMsgId());
      assertThat(listener.argument).isCompletedWithValue(ARGUMENT);
      if (listener.executed == LocalTransactionState.UNKNOW) {
        MessageExt question = listener.asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(question.getTopic()).isEqualTo(session.topic());
        assertThat(question.getTransactionId()).isEqualTo(result.getTransactionId());
        assertThat(question.getKeys()).isEqualTo(KEY);
        assertThat(question.getBody()).isEqualTo(CONTENT.body().bytes());
      }
      Sent after = session.send("after");
      if (end != LocalTransactionState.COMMIT_MESSAGE) {
        return Report.of(after);
      }
      MessageExt committed = session.found(KEY, 1).get(0);
      assertThat(committed.getMsgId()).isEqualTo(result.getMsgId());
      Content stored =
          CONTENT
              .with(MessageConst.PROPERTY_TRANSACTION_PREPARED, "true")
              .with(MessageConst.PROPERTY_PRODUCER_GROUP, group)
              .with(MessageConst.PROPERTY_TRANSACTION_ID, result.getTransactionId())
              .with(MessageConst.PROPERTY_REAL_TOPIC, session.topic())
              .with(
                  MessageConst.PROPERTY_REAL_QUEUE_ID,
                  Integer.toString(result.getMessageQueue().getQueueId()));
      return Report.of(new Sent(stored, null, null), after);
    }
  }
}
