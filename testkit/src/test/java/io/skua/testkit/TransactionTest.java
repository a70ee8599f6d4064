package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.EndTransactionHook;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendStatus;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.client.producer.TransactionSendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.SysFlag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Transactions as their producer sees them. */
class TransactionTest extends TransactionScenario {
  @Test
  void a_committed_message_is_delivered_and_was_not_seen_before() {
    List<Integer> seenMeanwhile = new ArrayList<>();
    answers.local =
        () -> {
          seenMeanwhile.add(delivered().size());
          return LocalTransactionState.COMMIT_MESSAGE;
        };
    TransactionSendResult sent = send("pay");
    assertThat(sent.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(sent.getLocalTransactionState()).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);
    assertThat(sent.getTransactionId()).isEqualTo(sent.getMsgId());
    assertThat(sent.getOffsetMsgId()).hasSize(32);
    assertThat(sent.getRegionId()).isEqualTo("DefaultRegion");
    assertThat(sent.getQueueOffset()).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(seenMeanwhile).containsExactly(0);
    assertThat(delivered()).hasSize(1);
    MessageRecord record = delivered().get(0);
    assertThat(record.body()).isEqualTo("pay".getBytes(StandardCharsets.UTF_8));
    assertThat(record.queueId()).isEqualTo(sent.getMessageQueue().getQueueId());
    assertThat(SysFlag.transactionType(record.sysFlag())).isEqualTo(SysFlag.TRANSACTION_COMMIT);
    assertThat(record.preparedTransactionOffset()).isEqualTo(logOffset(sent));
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).isEmpty();
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void hooks_hear_how_a_transaction_ends_and_how_one_that_was_asked_for() {
    List<String> heard = new ArrayList<>();
    producer
        .getDefaultMQProducerImpl()
        .registerEndTransactionHook(
            new EndTransactionHook() {
              @Override
              public String hookName() {
                return "ends";
              }

              @Override
              public void endTransaction(EndTransactionContext context) {
                heard.add(
                    context.getTransactionState()
                        + " "
                        + context.getMsgId()
                        + " "
                        + context.getBrokerAddr()
                        + " "
                        + context.isFromTransactionCheck());
              }
            });
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    String end = send("pay").getMsgId() + " " + ServerFixture.SERVER;
    pass(ROUND);
    assertThat(heard)
        .containsExactly("UNKNOW " + end + " false", "COMMIT_MESSAGE " + end + " true");
  }

  @Test
  void a_program_ends_a_transaction_by_itself_later() throws Exception {
    TransactionSendResult sent = send("pay");
    producer
        .getDefaultMQProducerImpl()
        .endTransaction(answers.executed.get(0), sent, LocalTransactionState.COMMIT_MESSAGE, null);
    pass(Duration.ofSeconds(1));
    assertThat(delivered()).hasSize(1);
    pass(ROUND);
    assertThat(answers.checked).isEmpty();
  }

  @Test
  void the_listener_knows_the_transaction() {
    answers.local = () -> LocalTransactionState.COMMIT_MESSAGE;
    TransactionSendResult sent = send("pay");
    Message executed = answers.executed.get(0);
    assertThat(executed.getTransactionId()).isEqualTo(sent.getTransactionId());
    assertThat(executed.getProperty(MessageConst.PROPERTY_TRANSACTION_ID))
        .isEqualTo(sent.getTransactionId());
  }

  @Test
  void a_rolled_back_message_is_never_seen() {
    answers.local = () -> LocalTransactionState.ROLLBACK_MESSAGE;
    assertThat(send("pay").getLocalTransactionState())
        .isEqualTo(LocalTransactionState.ROLLBACK_MESSAGE);
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).isEmpty();
    assertThat(delivered()).isEmpty();
    assertOpen(0);
  }

  @Test
  void what_is_unknown_is_asked_for_and_then_delivered() {
    TransactionSendResult sent = send("pay", "colour", "red");
    pass(Duration.ofSeconds(25));
    assertThat(answers.checked).isEmpty();
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(Duration.ofSeconds(6));
    assertThat(answers.checked).hasSize(1);
    MessageExt checked = answers.checked.get(0);
    assertThat(checked.getTopic()).isEqualTo("payments");
    assertThat(checked.getTransactionId()).isEqualTo(sent.getTransactionId());
    assertThat(checked.getMsgId()).isEqualTo(sent.getMsgId());
    assertThat(checked.getQueueId()).isEqualTo(sent.getMessageQueue().getQueueId());
    assertThat(checked.getBody()).isEqualTo("pay".getBytes(StandardCharsets.UTF_8));
    assertThat(checked.getUserProperty("colour")).isEqualTo("red");
    assertThat(delivered()).hasSize(1);
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).hasSize(1);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void what_stays_unknown_is_asked_for_in_every_round_until_it_is_rolled_back() {
    send("pay");
    pass(ROUND);
    pass(ROUND);
    assertThat(answers.checked).hasSize(2);
    answers.later = () -> LocalTransactionState.ROLLBACK_MESSAGE;
    pass(ROUND);
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).hasSize(3);
    assertThat(delivered()).isEmpty();
  }

  @Test
  void a_listener_that_throws_says_unknown_and_its_exception_is_kept() {
    IllegalStateException broken = new IllegalStateException("no database");
    answers.local =
        () -> {
          throw broken;
        };
    TransactionSendResult sent = send("pay");
    assertThat(sent.getLocalTransactionState()).isEqualTo(LocalTransactionState.UNKNOW);
    assertThat(sent.getLocalTransactionFailure()).isSameAs(broken);
    answers.later =
        () -> {
          throw broken;
        };
    pass(ROUND);
    assertThat(delivered()).isEmpty();
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(ROUND);
    assertThat(answers.checked).hasSize(2);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void a_listener_that_returns_nothing_says_unknown() {
    answers.local = () -> null;
    assertThat(send("pay").getLocalTransactionState()).isEqualTo(LocalTransactionState.UNKNOW);
    answers.later = () -> null;
    pass(ROUND);
    assertOpen(1);
  }

  @Test
  void another_producer_of_the_group_answers_for_one_that_has_gone() {
    send("pay");
    producer.shutdown();
    TransactionMQProducer other = started("10.0.0.6");
    Answers others = new Answers();
    others.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    other.setTransactionListener(others);
    warm(other);
    pass(ROUND);
    assertThat(answers.checked).isEmpty();
    assertThat(others.checked).hasSize(1);
    assertThat(delivered()).hasSize(1);
  }

  private void warm(TransactionMQProducer other) {
    try {
      server.time.await(other.warmUp("payments"), Duration.ofSeconds(5));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_producers_of_a_group_are_asked_in_turns() {
    TransactionMQProducer other = started("10.0.0.6");
    Answers others = new Answers();
    other.setTransactionListener(others);
    warm(other);
    send("one");
    send("two");
    pass(ROUND);
    assertThat(answers.checked).hasSize(1);
    assertThat(others.checked).hasSize(1);
  }

  @Test
  void an_end_that_the_broker_does_not_hear_of_is_asked_for() {
    answers.local =
        () -> {
          server.network.reset(ServerFixture.SERVER);
          server.server.close();
          return LocalTransactionState.COMMIT_MESSAGE;
        };
    TransactionSendResult sent = send("pay");
    assertThat(sent.getLocalTransactionState()).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);
    pass(Duration.ofSeconds(5));
    server.server = server.builder().build();
    server.start();
    assertThat(delivered()).isEmpty();
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(Duration.ofMinutes(2));
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void the_older_check_listener_is_asked_where_there_is_one() {
    List<MessageExt> asked = new ArrayList<>();
    setOlder(asked);
    send("pay");
    pass(ROUND);
    assertThat(asked).hasSize(1);
    assertThat(answers.checked).isEmpty();
    assertThat(delivered()).hasSize(1);
  }

  @SuppressWarnings("deprecation")
  private void setOlder(List<MessageExt> asked) {
    producer.setTransactionCheckListener(
        message -> {
          asked.add(message);
          return LocalTransactionState.COMMIT_MESSAGE;
        });
  }

  @Test
  void a_message_in_a_namespace_is_checked_without_it() throws Exception {
    TransactionMQProducer other = producer("10.0.0.6");
    other.setNamespace("ns");
    other.start();
    Message message = new Message("payments", "pay".getBytes(StandardCharsets.UTF_8));
    TransactionSendResult sent = other.sendMessageInTransaction(message, null);
    assertThat(sent.getMessageQueue().getTopic()).isEqualTo("payments");
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(ROUND);
    assertThat(answers.checked).extracting(MessageExt::getTopic).containsExactly("payments");
    assertThat(stored("ns%payments", sent.getMessageQueue().getQueueId())).hasSize(1);
  }

  @Test
  void more_checks_than_may_wait_are_left_to_the_next_round() {
    producer.shutdown();
    TransactionMQProducer small = producer("10.0.0.6");
    small.setCheckRequestHoldMax(2);
    try {
      small.start();
      for (int i = 0; i < 5; i++) {
        small.sendMessageInTransaction(
            new Message("payments", ("pay" + i).getBytes(StandardCharsets.UTF_8)), null);
      }
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
    pass(Duration.ofSeconds(31));
    assertThat(answers.checked.size()).isBetween(2, 4);
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(Duration.ofMinutes(5));
    assertThat(delivered()).hasSize(5);
  }

  @Test
  void an_executor_of_the_user_runs_checks_and_ends_with_the_producer() throws Exception {
    List<Runnable> tasks = new ArrayList<>();
    ExecutorService executor =
        new AbstractExecutorService() {
          private boolean down;

          @Override
          public void execute(Runnable task) {
            tasks.add(task);
          }

          @Override
          public void shutdown() {
            down = true;
          }

          @Override
          public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
          }

          @Override
          public boolean isShutdown() {
            return down;
          }

          @Override
          public boolean isTerminated() {
            return down;
          }

          @Override
          public boolean awaitTermination(long timeout, TimeUnit unit) {
            return down;
          }
        };
    producer.shutdown();
    TransactionMQProducer own = producer("10.0.0.6");
    own.setExecutorService(executor);
    own.start();
    own.sendMessageInTransaction(
        new Message("payments", "pay".getBytes(StandardCharsets.UTF_8)), null);
    pass(ROUND);
    assertThat(answers.checked).isEmpty();
    assertThat(tasks).hasSize(1);
    tasks.get(0).run();
    assertThat(answers.checked).hasSize(1);
    own.shutdown();
    assertThat(executor.isShutdown()).isTrue();
  }

  @Test
  void misuse_is_said() throws Exception {
    Message message = new Message("payments", "pay".getBytes(StandardCharsets.UTF_8));
    producer.setTransactionListener(null);
    assertThatThrownBy(() -> producer.sendMessageInTransaction(message, null))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("TransactionListener is null");
    assertThatThrownBy(() -> producer("10.0.0.6").sendMessageInTransaction(message, null))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("CREATE_JUST");
    TransactionMQProducer wrong = producer("10.0.0.7");
    wrong.setCheckThreadPoolMaxSize(0);
    assertThatThrownBy(wrong::start).hasMessageContaining("checkThreadPoolMaxSize 0");
    assertThatThrownBy(() -> new DefaultMQProducer("plain").sendMessageInTransaction(message, null))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "sendMessageInTransaction not implement, please use TransactionMQProducer class");
  }

  @Test
  void a_half_message_that_cannot_be_sent_does_not_run_the_listener() {
    server.server.close();
    Message message = new Message("payments", "pay".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> producer.sendMessageInTransaction(message, null))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("send message Exception")
        .hasCauseInstanceOf(Exception.class);
    assertThat(answers.executed).isEmpty();
  }

  @Test
  void a_delay_level_is_removed() throws Exception {
    answers.local = () -> LocalTransactionState.COMMIT_MESSAGE;
    Message message = new Message("payments", "pay".getBytes(StandardCharsets.UTF_8));
    message.setDelayTimeLevel(3);
    producer.sendMessageInTransaction(message, null);
    pass(Duration.ofSeconds(1));
    assertThat(delivered()).hasSize(1);
    assertThat(properties(delivered().get(0))).doesNotContainKey("DELAY");
  }

  @Test
  void a_second_start_changes_nothing() {
    assertThatThrownBy(producer::start).isInstanceOf(MQClientException.class);
    send("pay");
    pass(ROUND);
    assertThat(answers.checked).hasSize(1);
  }
}
