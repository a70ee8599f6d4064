package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.listener.MessageListener;
import io.skua.client.exception.MQClientException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** What a consumer refuses to start with, and in which words (protocol B 1.5, 1.6). */
final class Checks {
  private Checks() {}

  static List<Case> cases() {
    return List.of(
        refused("empty-group", c -> c.setConsumerGroup(""), "the specified group is blank"),
        refused("illegal-group", c -> c.setConsumerGroup("a b"), "contains illegal characters"),
        refused(
            "long-group",
            c -> c.setConsumerGroup("g".repeat(256)),
            "the specified group is longer than group max length"),
        refused(
            "default-group",
            c -> c.setConsumerGroup("DEFAULT_CONSUMER"),
            "consumerGroup can not equal DEFAULT_CONSUMER, please specify another one."),
        refused("no-listener", c -> c.setMessageListener(null), "messageListener is null"),
        refused(
            "listener-of-no-kind",
            c -> c.setMessageListener(new MessageListener() {}),
            "messageListener must be"),
        refused("no-model", c -> c.setMessageModel(null), "messageModel is null"),
        refused("no-beginning", c -> c.setConsumeFromWhere(null), "consumeFromWhere is null"),
        refused(
            "no-strategy",
            c -> c.setAllocateMessageQueueStrategy(null),
            "allocateMessageQueueStrategy is null"),
        refused(
            "time-of-another-form",
            c -> c.setConsumeTimestamp("2024-01-01"),
            "consumeTimestamp is invalid, the valid format is yyyyMMddHHmmss,but received"
                + " 2024-01-01"),
        range("consumeThreadMin", DefaultMQPushConsumer::setConsumeThreadMin, 1, 1000),
        range("consumeThreadMax", DefaultMQPushConsumer::setConsumeThreadMax, 1, 1000),
        refused(
            "fewer-threads-at-most-than-at-least",
            c -> {
              c.setConsumeThreadMin(3);
              c.setConsumeThreadMax(2);
            },
            "consumeThreadMin (3) is larger than consumeThreadMax (2)"),
        range(
            "consumeConcurrentlyMaxSpan",
            DefaultMQPushConsumer::setConsumeConcurrentlyMaxSpan,
            1,
            65535),
        range("pullThresholdForQueue", DefaultMQPushConsumer::setPullThresholdForQueue, 1, 65535),
        range("pullThresholdForTopic", DefaultMQPushConsumer::setPullThresholdForTopic, 1, 6553500),
        range(
            "pullThresholdSizeForQueue",
            DefaultMQPushConsumer::setPullThresholdSizeForQueue,
            1,
            1024),
        range(
            "pullThresholdSizeForTopic",
            DefaultMQPushConsumer::setPullThresholdSizeForTopic,
            1,
            102400),
        range("pullInterval", DefaultMQPushConsumer::setPullInterval, 0, 65535),
        range(
            "consumeMessageBatchMaxSize",
            DefaultMQPushConsumer::setConsumeMessageBatchMaxSize,
            1,
            1024),
        range("pullBatchSize", DefaultMQPushConsumer::setPullBatchSize, 1, 1024),
        range("popInvisibleTime", DefaultMQPushConsumer::setPopInvisibleTime, 5000, 300000),
        range("popBatchNums", DefaultMQPushConsumer::setPopBatchNums, 1, 32),
        Case.of("numbers-at-their-lower-bounds", Checks::lowest),
        Case.of("numbers-at-their-upper-bounds", Checks::highest),
        Case.of("expressions-that-are-none", Checks::expressions));
  }

  private static Case refused(String name, Consumer<DefaultMQPushConsumer> wrong, String text) {
    return Case.of("refused-" + name, stage -> refuses(stage, wrong, text));
  }

  private static Case range(
      String option, ObjIntConsumer<DefaultMQPushConsumer> setter, int least, int most) {
    String text = "%s Out of range [%d, %d]".formatted(option, least, most);
    return Case.of(
        "range-of-" + option,
        stage -> {
          refuses(stage, consumer -> setter.accept(consumer, least - 1), text);
          refuses(stage, consumer -> setter.accept(consumer, most + 1), text);
        });
  }

  private static void refuses(Stage stage, Consumer<DefaultMQPushConsumer> wrong, String text)
      throws Exception {
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), "*");
    consumer.registerMessageListener(new Inbox().taking());
    wrong.accept(consumer);
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(text);
  }

  private static void lowest(Stage stage) throws Exception {
    stage.createTopic(2);
    DefaultMQPushConsumer consumer = stage.consumer();
    Stage.threads(consumer, 1);
    consumer.setConsumeConcurrentlyMaxSpan(1);
    consumer.setPullThresholdForQueue(1);
    consumer.setPullThresholdForTopic(1);
    consumer.setPullThresholdSizeForQueue(1);
    consumer.setPullThresholdSizeForTopic(1);
    consumer.setPullInterval(0);
    consumer.setConsumeMessageBatchMaxSize(1);
    consumer.setPullBatchSize(1);
    consumer.setPopInvisibleTime(5000);
    consumer.setPopBatchNums(1);
    String[] sent = stage.fill("m", 8);
    stage.consumeAll(consumer).awaitExactly(sent);
  }

  private static void highest(Stage stage) throws Exception {
    stage.createTopic(2);
    DefaultMQPushConsumer consumer = stage.consumer();
    Stage.threads(consumer, 1000);
    consumer.setConsumeConcurrentlyMaxSpan(65535);
    consumer.setPullThresholdForQueue(65535);
    consumer.setPullThresholdForTopic(6553500);
    consumer.setPullThresholdSizeForQueue(1024);
    consumer.setPullThresholdSizeForTopic(102400);
    consumer.setConsumeMessageBatchMaxSize(1024);
    consumer.setPullBatchSize(1024);
    consumer.setPopInvisibleTime(300000);
    consumer.setPopBatchNums(32);
    String[] sent = stage.fill("m", 8);
    stage.consumeAll(consumer).awaitExactly(sent);
  }

  private static void expressions(Stage stage) {
    DefaultMQPushConsumer consumer = stage.consumer();
    for (String tags : List.of("||", "||||")) {
      assertThatThrownBy(() -> consumer.subscribe(stage.topic(), tags))
          .as(tags)
          .isInstanceOf(MQClientException.class)
          .hasMessageContaining("subscription exception");
    }
    assertThatThrownBy(() -> consumer.subscribe(stage.topic(), MessageSelector.bySql(null)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("subscription exception");
    assertThatThrownBy(() -> consumer.subscribe(stage.topic(), MessageSelector.bySql("")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("subscription exception");
  }
}
