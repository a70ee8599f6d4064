package io.skua.testkit;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random schedules for a group of push consumers: nothing that a producer was promised is lost,
 * every message that comes twice is explained by a fault of the schedule, and who consumes in order
 * gets order. {@code -Dmodel.schedules} says how many, {@code -Dmodel.seed} repeats one.
 */
class GroupModelTest {
  private static final int SCHEDULES = Integer.getInteger("model.schedules", 200);

  enum Consuming implements GroupSchedule.Mode {
    CONCURRENTLY {
      @Override
      public boolean ordered() {
        return false;
      }

      @Override
      public void prepare(DefaultMQPushConsumer consumer, GroupSchedule.Member member) {
        consumer.registerMessageListener(
            (MessageListenerConcurrently)
                (messages, context) ->
                    member.consume(messages.get(0))
                        ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS
                        : ConsumeConcurrentlyStatus.RECONSUME_LATER);
      }
    },
    IN_ORDER {
      @Override
      public boolean ordered() {
        return true;
      }

      @Override
      public void prepare(DefaultMQPushConsumer consumer, GroupSchedule.Member member) {
        consumer.registerMessageListener(
            (MessageListenerOrderly)
                (messages, context) ->
                    member.consume(messages.get(0))
                        ? ConsumeOrderlyStatus.SUCCESS
                        : ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Consuming.class)
  void nothing_is_lost_and_nothing_repeated_without_a_fault(Consuming mode) {
    Long only = Long.getLong("model.seed");
    long first = only == null ? 0 : only;
    long last = only == null ? SCHEDULES / Consuming.values().length : only + 1;
    int messages = 0;
    int duplicates = 0;
    for (long seed = first; seed < last; seed++) {
      try (GroupSchedule schedule = new GroupSchedule(seed, mode)) {
        schedule.run();
        messages += schedule.messages();
        duplicates += schedule.duplicates();
      }
    }
    System.out.printf(
        "%s: %d schedules, %d messages, none lost, %d repeated by faults%n",
        mode, last - first, messages, duplicates);
  }
}
