package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.MQAdmin;
import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.client.consumer.PullResult;
import io.skua.client.consumer.PullStatus;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Queues, offsets and messages given back, of the old consumer (protocol B 1.4, 6.2). */
@SuppressWarnings("deprecation") // In use.
final class OldPullOffsets {
  private static final int MOST = 32;

  private OldPullOffsets() {}

  static List<Case> cases() {
    return List.of(
        Case.of("pull-goes-on-after-a-restart", OldPullOffsets::restart),
        Case.of("pull-shares-queues", OldPullOffsets::shares),
        Case.of("pull-told-its-queues", OldPullOffsets::told),
        Case.of("pull-gives-back", OldPullOffsets::givesBack),
        Case.of("pull-gives-up", OldPullOffsets::givesUp),
        Case.of("pull-questions", OldPullOffsets::questions));
  }

  /** Starts a consumer that shares the queues of the topic with its group. */
  private static DefaultMQPullConsumer sharing(Stage stage) throws MQClientException {
    DefaultMQPullConsumer consumer = stage.puller();
    consumer.setRegisterTopics(new HashSet<>(Set.of(stage.topic())));
    consumer.start();
    return consumer;
  }

  private static Set<MessageQueue> share(Stage stage, DefaultMQPullConsumer consumer)
      throws MQClientException {
    return consumer.fetchMessageQueuesInBalance(stage.topic());
  }

  private static void restart(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.fill("m", 4);
    DefaultMQPullConsumer consumer = sharing(stage);
    Stage.await("its share", () -> share(stage, consumer).size() == 1);
    MessageQueue queue = share(stage, consumer).iterator().next();
    assertThat(consumer.fetchConsumeOffset(queue, true)).isZero();
    PullResult two = consumer.pull(queue, "*", 0, 2);
    consumer.updateConsumeOffset(queue, two.getNextBeginOffset());
    assertThat(consumer.fetchConsumeOffset(queue, false)).isEqualTo(2);
    stage.awaitCommitted(0, 2);
    consumer.shutdown();
    DefaultMQPullConsumer next = OldPull.started(stage);
    assertThat(next.fetchConsumeOffset(queue, true)).isEqualTo(2);
    assertThat(OldPull.texts(next.pull(queue, "*", 2, MOST))).containsExactly("m2", "m3");
  }

  private static void shares(Stage stage) throws Exception {
    stage.createTopic(4);
    DefaultMQPullConsumer one = sharing(stage);
    DefaultMQPullConsumer two = sharing(stage);
    Stage.await(
        "two queues for each",
        () -> {
          Set<MessageQueue> all = new HashSet<>(share(stage, one));
          all.addAll(share(stage, two));
          return all.size() == 4 && share(stage, one).size() == 2 && share(stage, two).size() == 2;
        });
    two.shutdown();
    Stage.await("all queues", () -> share(stage, one).size() == 4);
  }

  private static void told(Stage stage) throws Exception {
    stage.createTopic(3);
    DefaultMQPullConsumer consumer = stage.puller();
    Shares shares = new Shares();
    consumer.registerMessageQueueListener(stage.topic(), shares);
    consumer.start();
    Shares.awaitShared(stage.topic(), 3, shares);
    assertThat(share(stage, consumer))
        .extracting(MessageQueue::getQueueId)
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  private static MessageExt pulled(Stage stage, DefaultMQPullConsumer consumer, String text)
      throws Exception {
    MessageQueue queue = stage.send(text).getMessageQueue();
    return consumer.pull(queue, "*", 0, MOST).getMsgFoundList().get(0);
  }

  private static void givesBack(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPullConsumer consumer = OldPull.started(stage);
    MessageExt first = pulled(stage, consumer, "m");
    consumer.sendMessageBack(first, 1);
    MessageQueue retries = new MessageQueue("%RETRY%" + stage.group(), first.getBrokerName(), 0);
    Stage.await(
        "the retry",
        () -> consumer.pull(retries, "*", 0, MOST).getPullStatus() == PullStatus.FOUND);
    MessageExt again = consumer.pull(retries, "*", 0, MOST).getMsgFoundList().get(0);
    assertThat(Inbox.text(again)).isEqualTo("m");
    assertThat(again.getReconsumeTimes()).isEqualTo(1);
    assertThat(again.getMsgId()).isEqualTo(first.getMsgId());
    assertThat(again.getProperty(MessageConst.PROPERTY_RETRY_TOPIC)).isEqualTo(stage.topic());
  }

  private static void givesUp(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPullConsumer consumer = OldPull.started(stage);
    consumer.sendMessageBack(pulled(stage, consumer, "m"), -1);
    stage.deadLetters().awaitExactly("m");
  }

  private static void questions(Stage stage) throws Exception {
    stage.createTopic(2);
    MessageQueue queue = stage.sendTo(1, "m0").getMessageQueue();
    stage.sendTo(1, "m1");
    DefaultMQPullConsumer consumer = OldPull.started(stage);
    assertThat(consumer.fetchSubscribeMessageQueues(stage.topic()))
        .hasSize(2)
        .contains(queue)
        .allMatch(each -> each.getTopic().equals(stage.topic()));
    assertThatThrownBy(() -> consumer.fetchSubscribeMessageQueues("unknown-" + stage.topic()))
        .isInstanceOf(MQClientException.class);
    assertThat(share(stage, consumer)).as("without a registered topic").isEmpty();
    MQAdmin admin = consumer;
    assertThat(admin.minOffset(queue)).isZero();
    assertThat(admin.maxOffset(queue)).isEqualTo(2);
    assertThat(admin.searchOffset(queue, 0)).isZero();
    assertThat(admin.searchOffset(queue, System.currentTimeMillis() + 60_000)).isEqualTo(2);
    assertThat(admin.earliestMsgStoreTime(queue)).isPositive();
  }
}
