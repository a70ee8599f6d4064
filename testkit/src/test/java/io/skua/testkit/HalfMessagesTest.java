package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.TransactionSendResult;
import io.skua.server.broker.SystemTopics;
import io.skua.server.transaction.HalfEntry;
import io.skua.server.transaction.HalfTable;
import io.skua.store.FlushMode;
import io.skua.wire.Output;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.EndTransaction;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a server keeps of transactions, and how it ends them. */
class HalfMessagesTest extends TransactionScenario {
  private static final int COMMIT = EndTransaction.COMMIT;
  private static final int ROLLBACK = EndTransaction.ROLLBACK;

  /** The properties are those of the sample of a store that Apache RocketMQ 5.3.3 wrote. */
  @Test
  void a_half_message_and_its_end_are_stored_as_known() {
    TransactionSendResult sent = send("pay");
    MessageRecord half = halves().get(0);
    assertThat(half.queueId()).isZero();
    assertThat(half.queueOffset()).isZero();
    assertThat(half.sysFlag()).isZero();
    assertThat(half.logOffset()).isEqualTo(logOffset(sent));
    assertThat(properties(half))
        .containsOnlyKeys(
            "MSG_REGION",
            "UNIQ_KEY",
            "CLUSTER",
            "PGROUP",
            "__transactionId__",
            "TAGS",
            "TRAN_MSG",
            "KEYS",
            "WAIT",
            "TRACE_ON",
            "REAL_TOPIC",
            "REAL_QID")
        .containsEntry("PGROUP", "payers")
        .containsEntry("TRAN_MSG", "true")
        .containsEntry("__transactionId__", sent.getMsgId())
        .containsEntry("REAL_TOPIC", "payments")
        .containsEntry("REAL_QID", Integer.toString(sent.getMessageQueue().getQueueId()));
    assertThat(end(sent, COMMIT).code()).isZero();
    assertThat(delivered().get(0).properties()).isEqualTo(half.properties());
    assertThat(ops()).containsExactly("0,");
    MessageRecord op = stored(SystemTopics.OP_HALF, 0).get(0);
    assertThat(properties(op)).containsOnlyKeys("WAIT", "TAGS").containsEntry("TAGS", "d");
  }

  @Test
  void a_check_stores_the_half_message_again_and_names_the_new_place() {
    send("pay");
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(ROUND);
    assertThat(halves()).hasSize(2);
    assertThat(properties(halves().get(1)))
        .containsEntry("TRANSACTION_CHECK_TIMES", "1")
        .containsEntry("TRAN_PREPARED_QUEUE_OFFSET", "0");
    assertThat(answers.checked.get(0).getQueueOffset()).isEqualTo(1);
    assertThat(answers.checked.get(0).getCommitLogOffset()).isEqualTo(halves().get(1).logOffset());
    assertThat(delivered().get(0).preparedTransactionOffset())
        .isEqualTo(halves().get(1).logOffset());
    assertThat(ops()).containsExactly("0,", "1,");
  }

  @Test
  void what_nobody_knows_is_given_up_after_15_checks() {
    send("pay");
    pass(Duration.ofMinutes(7));
    assertThat(answers.checked).hasSizeBetween(13, 14);
    assertOpen(1);
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).hasSize(15);
    assertThat(delivered()).isEmpty();
    assertThat(stored("TRANS_CHECK_MAX_TIME_TOPIC", 0)).hasSize(1);
    assertThat(properties(stored("TRANS_CHECK_MAX_TIME_TOPIC", 0).get(0)))
        .containsEntry("REAL_TOPIC", "payments")
        .containsEntry("TRANSACTION_CHECK_TIMES", "15");
    assertOpen(0);
    assertThat(ends()).containsExactly(HalfEntry.Outcome.GIVEN_UP);
  }

  @Test
  void a_producer_that_commits_what_was_given_up_still_gets_it_delivered() {
    TransactionSendResult sent = send("pay");
    pass(Duration.ofMinutes(12));
    assertThat(end(sent, COMMIT).code()).isZero();
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void a_half_message_waits_for_its_group_to_come_back_and_no_check_is_counted() {
    send("pay");
    producer.shutdown();
    pass(Duration.ofMinutes(20));
    assertThat(halves()).hasSize(1);
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    started("10.0.0.6");
    pass(Duration.ofMinutes(2));
    assertThat(answers.checked).hasSize(1);
    assertThat(delivered()).hasSize(1);
    assertThat(properties(delivered().get(0))).containsEntry("TRANSACTION_CHECK_TIMES", "1");
  }

  @Test
  void a_half_message_outlives_a_restart_and_can_be_committed() {
    TransactionSendResult sent = send("pay");
    restartServer();
    assertOpen(1);
    assertThat(delivered()).isEmpty();
    assertThat(end(sent, COMMIT).code()).isZero();
    assertThat(delivered()).hasSize(1);
    restartServer();
    assertOpen(0);
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).isEmpty();
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void a_half_message_is_checked_after_a_restart() {
    send("one");
    send("two");
    pass(ROUND);
    restartServer();
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(Duration.ofMinutes(2));
    assertThat(delivered()).hasSize(2);
    assertOpen(0);
  }

  @Test
  void lost_offsets_of_the_system_group_cost_nothing_but_reading() {
    TransactionSendResult sent = send("pay");
    end(sent, ROLLBACK);
    send("open");
    pass(ROUND);
    server.server.close();
    server.disk.delete("config/consumerOffset.json");
    server.disk.delete("config/consumerOffset.json.bak");
    server.server = server.builder().build();
    server.start();
    assertOpen(1);
  }

  @Test
  void an_end_with_the_wrong_group_or_place_is_refused() {
    TransactionSendResult sent = send("pay");
    refused(end("others", 0, logOffset(sent), COMMIT), "The producer group wrong");
    refused(end("payers", 7, logOffset(sent), COMMIT), "The transaction state table offset wrong");
    String none = "Find prepared transaction message failed";
    refused(end("payers", 0, logOffset(sent) + 1, COMMIT), none);
    refused(end("payers", 0, -5, COMMIT), none);
    refused(end("payers", 0, Long.MAX_VALUE, COMMIT), none);
    assertThat(end(sent, 3).remark()).startsWith("commitOrRollback is 3;");
    assertThat(delivered()).isEmpty();
    assertOpen(1);
  }

  @Test
  void an_ordinary_message_cannot_be_committed() {
    Frame stored =
        server.call(message("orders", "one", "i", ServerFixture.properties("PGROUP", "payers")));
    long offset = OffsetMessageId.parse(stored.fields().text("msgId")).logOffset();
    refused(end("payers", 0, offset, COMMIT), "Find prepared transaction message failed");
  }

  private static void refused(Frame answer, String remark) {
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.remark()).isEqualTo(remark);
  }

  @Test
  void an_end_that_is_said_twice_delivers_once() {
    TransactionSendResult sent = send("pay");
    assertThat(end(sent, COMMIT).code()).isZero();
    assertThat(end(sent, COMMIT).code()).isZero();
    assertThat(end(sent, ROLLBACK).remark()).startsWith("the transaction has ended otherwise");
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void an_end_by_the_first_place_also_ends_the_copies_that_checks_have_made() {
    TransactionSendResult sent = send("slow");
    pass(ROUND);
    pass(ROUND);
    assertThat(answers.checked).hasSize(2);
    assertThat(end(sent, COMMIT).code()).isZero();
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(Duration.ofMinutes(5));
    assertThat(answers.checked).hasSize(2);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void an_unknown_end_changes_nothing() {
    TransactionSendResult sent = send("pay");
    assertThat(end(sent, EndTransaction.UNKNOWN).code()).isZero();
    assertOpen(1);
    assertThat(ops()).isEmpty();
  }

  @Test
  void immunity_puts_the_first_check_off_and_a_late_end_is_refused() {
    TransactionSendResult sent = send("pay", "CHECK_IMMUNITY_TIME_IN_SECONDS", "100");
    send("usual");
    pass(Duration.ofSeconds(95));
    assertThat(answers.checked).hasSize(3);
    assertThat(answers.checked).allMatch(each -> new String(each.getBody()).equals("usual"));
    pass(Duration.ofSeconds(10));
    assertThat(end(sent, COMMIT).code()).isEqualTo(604);
    pass(ROUND);
    assertThat(answers.checked).anyMatch(each -> new String(each.getBody()).equals("pay"));
  }

  @Test
  void the_table_says_what_is_open_and_how_the_others_ended() {
    TransactionSendResult first = send("one");
    TransactionSendResult second = send("two");
    TransactionSendResult third = send("three");
    pass(ROUND);
    end(first, COMMIT);
    end(second, ROLLBACK);
    HalfTable.Snapshot table = server.server.halfMessages();
    assertThat(table.open()).isOne();
    HalfEntry open = table.oldest().get(0);
    assertThat(open.topic()).isEqualTo("payments");
    assertThat(open.producerGroup()).isEqualTo("payers");
    assertThat(open.uniqueKey()).isEqualTo(third.getMsgId());
    assertThat(open.ageMillis()).isBetween(31_000L, 32_000L);
    assertThat(open.checks()).isOne();
    assertThat(open.outcome()).isEqualTo(HalfEntry.Outcome.OPEN);
    assertThat(ends()).containsExactly(HalfEntry.Outcome.COMMITTED, HalfEntry.Outcome.ROLLED_BACK);
  }

  @Test
  void many_half_messages_are_checked_in_one_round() {
    for (int i = 0; i < 300; i++) {
      send("pay" + i);
    }
    answers.later = () -> LocalTransactionState.COMMIT_MESSAGE;
    pass(ROUND);
    assertThat(answers.checked).hasSize(300);
    assertOpen(0);
    pass(ROUND);
    restartServer();
    assertOpen(0);
  }

  @Test
  void a_batch_and_a_delayed_message_cannot_be_half_messages() {
    Output body = new Output(100);
    BatchBody.write(
        1,
        ServerFixture.bytes("one"),
        ServerFixture.properties("UNIQ_KEY", "K1", "TRAN_MSG", "true"),
        body);
    Frame batch = server.call(message("orders", "", "m", "true").withBody(body.toByteArray()));
    assertThat(batch.code()).isEqualTo(13);
    assertThat(batch.remark()).isEqualTo("a batch cannot be part of a transaction");
    Frame delayed =
        server.call(
            message(
                "orders", "x", "i", ServerFixture.properties("TRAN_MSG", "true", "DELAY", "3")));
    assertThat(delayed.code()).isEqualTo(13);
    Frame half = server.call(message("orders", "x", "f", "4"));
    assertThat(half.code()).isEqualTo(13);
    assertThat(halves()).isEmpty();
  }

  @Test
  void a_commit_whose_force_fails_is_not_acknowledged() {
    server.server.close();
    FailingForce disk = new FailingForce(server.disk);
    server.server = server.builder().disk(disk.proxy()).flush(FlushMode.SYNC).build();
    server.start();
    TransactionSendResult sent = send("pay");
    disk.fail();
    assertThat(end(sent, COMMIT).code()).isEqualTo(14);
    assertThat(end(sent, COMMIT).code()).isEqualTo(14);
  }

  @Test
  void a_question_of_a_peer_that_makes_no_sense_is_ignored() throws Exception {
    server.client.oneWay(
        ServerFixture.SERVER,
        ServerFixture.request(RequestCode.END_TRANSACTION, "producerGroup", "x"));
    pass(Duration.ofSeconds(1));
    assertThat(server.call(message("orders", "still there")).code()).isZero();
  }
}
