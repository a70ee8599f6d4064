package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.producer.DefaultMQProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Members of a group that share the queues of a topic (protocol B 3). */
final class Members {
  private Members() {}

  static List<Case> cases() {
    return List.of(
        Case.of("two-members", Members::two).asSmoke(),
        Case.of("three-members-and-four-queues", Members::uneven),
        Case.of("more-members-than-queues", Members::tooMany),
        Case.of("a-member-joins", Members::joins),
        Case.of("a-member-leaves", Members::leaves),
        Case.of("a-member-takes-over-what-was-not-done", Members::takesOver),
        Case.of("queues-are-added", Members::queuesAdded));
  }

  /** A member that is started, with what it gets. */
  private record Member(DefaultMQPushConsumer consumer, Shares shares, Inbox inbox) {
    static Member start(Stage stage) throws Exception {
      DefaultMQPushConsumer consumer = stage.consumer();
      Shares shares = Shares.of(consumer);
      return new Member(consumer, shares, stage.consumeAll(consumer));
    }
  }

  private static void shared(Stage stage, int each, Member... members) {
    Shares.awaitShared(
        stage.topic(), each, Stream.of(members).map(Member::shares).toArray(Shares[]::new));
  }

  private static List<String> texts(Member... members) {
    return Stream.of(members).flatMap(member -> member.inbox().texts().stream()).toList();
  }

  private static void awaitExactly(String[] sent, Member... members) {
    Stage.await(sent.length + " messages", () -> texts(members).size() >= sent.length);
    assertThat(texts(members)).containsExactlyInAnyOrder(sent);
  }

  private static void two(Stage stage) throws Exception {
    stage.createTopic(4);
    Member one = Member.start(stage);
    Member two = Member.start(stage);
    shared(stage, 2, one, two);
    String[] sent = new String[20];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = "m" + i;
      stage.sendTo(i % 4, sent[i]);
    }
    awaitExactly(sent, one, two);
    assertThat(one.inbox().texts()).hasSize(10);
    for (Member member : List.of(one, two)) {
      Set<Integer> ours = member.shares().of(stage.topic());
      assertThat(member.inbox().deliveries())
          .allMatch(delivery -> ours.contains(delivery.message().getQueueId()));
    }
  }

  private static void uneven(Stage stage) throws Exception {
    stage.createTopic(4);
    Member[] members = {Member.start(stage), Member.start(stage), Member.start(stage)};
    Stage.await(
        "shares of 2, 1 and 1",
        () ->
            Stream.of(members)
                .map(member -> member.shares().of(stage.topic()).size())
                .sorted()
                .toList()
                .equals(List.of(1, 1, 2)));
    awaitExactly(stage.fill("m", 16), members);
  }

  private static void tooMany(Stage stage) throws Exception {
    stage.createTopic(1);
    Member[] members = {Member.start(stage), Member.start(stage), Member.start(stage)};
    stage.awaitMembers(3);
    Stage.await(
        "one that has the queue",
        () ->
            Stream.of(members).mapToInt(member -> member.shares().of(stage.topic()).size()).sum()
                == 1);
    awaitExactly(stage.fill("m", 8), members);
  }

  /** Waits until 12 messages, 3 in each of 4 queues, need not come again. */
  private static void awaitCommitted(Stage stage) {
    for (int queue = 0; queue < 4; queue++) {
      stage.awaitCommitted(queue, 3);
    }
  }

  private static void joins(Stage stage) throws Exception {
    stage.createTopic(4);
    Member first = Member.start(stage);
    shared(stage, 4, first);
    String[] before = stage.fill("a", 12);
    awaitExactly(before, first);
    awaitCommitted(stage);
    Member second = Member.start(stage);
    shared(stage, 2, first, second);
    List<String> all = new ArrayList<>(List.of(before));
    all.addAll(List.of(stage.fill("b", 12)));
    awaitExactly(all.toArray(String[]::new), first, second);
    assertThat(second.inbox().texts()).isNotEmpty();
  }

  private static void leaves(Stage stage) throws Exception {
    stage.createTopic(4);
    Member stays = Member.start(stage);
    Member leaves = Member.start(stage);
    shared(stage, 2, stays, leaves);
    String[] before = stage.fill("a", 12);
    awaitExactly(before, stays, leaves);
    awaitCommitted(stage);
    leaves.consumer().shutdown();
    shared(stage, 4, stays);
    List<String> all = new ArrayList<>(List.of(before));
    all.addAll(List.of(stage.fill("b", 12)));
    awaitExactly(all.toArray(String[]::new), stays, leaves);
  }

  /**
   * A listener that never ends has nothing done when its consumer does. A client that shuts down
   * may interrupt its listeners (Apache's does), and one that ends by that has failed: its message
   * goes back to the broker, if the client is still fast enough for it.
   */
  private static void takesOver(Stage stage) throws Exception {
    stage.createTopic(1);
    Semaphore release = new Semaphore(0);
    DefaultMQPushConsumer stuck = stage.consumer();
    Inbox seen = new Inbox();
    stuck.subscribe(stage.topic(), "*");
    stuck.registerMessageListener(
        seen.answering(
            (deliveries, context) -> {
              release.acquireUninterruptibly();
              return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            }));
    stuck.start();
    stage.send("m");
    seen.await("m");
    try {
      stuck.shutdown();
      stage.consume("*").awaitExactly("m");
    } finally {
      release.release();
    }
  }

  private static void queuesAdded(Stage stage) throws Exception {
    stage.createTopic(1);
    Member member = Member.start(stage);
    shared(stage, 1, member);
    stage.createTopic(3);
    shared(stage, 3, member);
    // Who sends learns it some time later: the queue is chosen by hand.
    DefaultMQProducer fresh = stage.started(new DefaultMQProducer("fresh-" + stage.topic()));
    fresh.send(stage.message("to the last"), (queues, message, index) -> queues.get(2), null);
    awaitExactly(new String[] {"to the last"}, member);
    assertThat(member.inbox().await("to the last").getQueueId()).isEqualTo(2);
  }
}
