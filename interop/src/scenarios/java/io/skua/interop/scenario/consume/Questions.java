package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.MQAdmin;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.List;
import java.util.Set;

/** What a consumer can be asked beside consuming. */
@SuppressWarnings("deprecation") // In use.
final class Questions {
  private static final int MOST_FOUND = 32;

  private Questions() {}

  static List<Case> cases() {
    return List.of(
        Case.of("queues-of-a-topic", Questions::queues),
        Case.of("queues-of-an-unknown-topic", Questions::unknown),
        Case.of("offsets-of-a-queue", Questions::offsets),
        Case.of("message-by-its-ids", Questions::byId),
        Case.of("messages-by-key", Questions::byKey),
        Case.of("settings-told", Questions::settings));
  }

  private static DefaultMQPushConsumer started(Stage stage) throws Exception {
    DefaultMQPushConsumer consumer = stage.consumer();
    stage.consumeAll(consumer);
    return consumer;
  }

  private static void queues(Stage stage) throws Exception {
    stage.createTopic(3);
    Set<MessageQueue> queues = started(stage).fetchSubscribeMessageQueues(stage.topic());
    assertThat(queues)
        .hasSize(3)
        .allMatch(queue -> queue.getTopic().equals(stage.topic()))
        .extracting(MessageQueue::getQueueId)
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  private static void unknown(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = started(stage);
    assertThatThrownBy(() -> consumer.fetchSubscribeMessageQueues("unknown-" + stage.topic()))
        .isInstanceOf(MQClientException.class);
  }

  private static void offsets(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = started(stage);
    MQAdmin admin = consumer;
    MessageQueue queue = stage.send("m0").getMessageQueue();
    stage.send("m1");
    Stage.await("the second message", () -> admin.maxOffset(queue) == 2);
    assertThat(admin.minOffset(queue)).isZero();
    assertThat(admin.searchOffset(queue, 0)).isZero();
    assertThat(admin.searchOffset(queue, System.currentTimeMillis() + 60_000)).isEqualTo(2);
    assertThat(admin.earliestMsgStoreTime(queue)).isPositive();
  }

  private static void byId(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = started(stage);
    MQAdmin admin = consumer;
    SendResult sent = stage.send("looked up", "T");
    MessageExt byPlace = admin.viewMessage(stage.topic(), sent.getOffsetMsgId());
    assertThat(Inbox.text(byPlace)).isEqualTo("looked up");
    assertThat(byPlace.getTags()).isEqualTo("T");
    assertThat(byPlace.getMsgId()).isEqualTo(sent.getMsgId());
    Stage.await(
        "the message by its unique id",
        () -> {
          try {
            MessageExt found = admin.viewMessage(stage.topic(), sent.getMsgId());
            return found != null && Inbox.text(found).equals("looked up");
          } catch (MQClientException e) {
            return false; // Not in the index yet.
          }
        });
  }

  private static void byKey(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = started(stage);
    MQAdmin admin = consumer;
    String key = "key-" + stage.topic();
    for (int i = 0; i < 2; i++) {
      Message message = stage.message("m" + i);
      message.setKeys(key);
      stage.send(message);
    }
    Stage.await(
        "both messages",
        () -> {
          try {
            return admin
                    .queryMessage(stage.topic(), key, MOST_FOUND, 0, Long.MAX_VALUE)
                    .getMessageList()
                    .size()
                == 2;
          } catch (MQClientException e) {
            return false; // Not in the index yet.
          }
        });
  }

  private static void settings(Stage stage) {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(stage.group());
    assertThat(consumer.getConsumeThreadMin()).isEqualTo(20);
    assertThat(consumer.getConsumeThreadMax()).isEqualTo(20);
    assertThat(consumer.getConsumeConcurrentlyMaxSpan()).isEqualTo(2000);
    assertThat(consumer.getPullThresholdForQueue()).isEqualTo(1000);
    assertThat(consumer.getPullThresholdSizeForQueue()).isEqualTo(100);
    assertThat(consumer.getPullThresholdForTopic()).isEqualTo(-1);
    assertThat(consumer.getPullThresholdSizeForTopic()).isEqualTo(-1);
    assertThat(consumer.getPullInterval()).isZero();
    assertThat(consumer.getConsumeMessageBatchMaxSize()).isEqualTo(1);
    assertThat(consumer.getPullBatchSize()).isEqualTo(32);
    assertThat(consumer.getMaxReconsumeTimes()).isEqualTo(-1);
    assertThat(consumer.getSuspendCurrentQueueTimeMillis()).isEqualTo(1000);
    assertThat(consumer.getConsumeTimeout()).isEqualTo(15);
    assertThat(consumer.getPopInvisibleTime()).isEqualTo(60_000);
    assertThat(consumer.getPopBatchNums()).isEqualTo(32);
    assertThat(consumer.getMessageModel().name()).isEqualTo("CLUSTERING");
    assertThat(consumer.getConsumeFromWhere().name()).isEqualTo("CONSUME_FROM_LAST_OFFSET");
    assertThat(consumer.getConsumeTimestamp()).matches("\\d{14}");
    assertThat(consumer.getAllocateMessageQueueStrategy().getName()).isEqualTo("AVG");
    assertThat(consumer.isConsumeOrderly()).isFalse();
  }
}
