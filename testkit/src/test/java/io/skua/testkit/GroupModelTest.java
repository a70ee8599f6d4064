package io.skua.testkit;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random schedules for a group of push consumers that pull, concurrently or in order, or pop:
 * nothing that a producer was promised is lost, every message that comes twice is explained by a
 * fault of the schedule, and who consumes in order gets order. {@code -Dmodel.schedules} says how
 * many, {@code -Dmodel.seed} repeats one.
 */
class GroupModelTest {
  private static final int SCHEDULES = Integer.getInteger("model.schedules", 200);

  enum Consuming implements GroupSchedule.Mode {
    CONCURRENTLY(false, false),
    IN_ORDER(true, false) {
      @Override
      public void prepare(DefaultMQPushConsumer consumer, GroupSchedule.Member member) {
        consumer.registerMessageListener(
            (MessageListenerOrderly)
                (messages, context) ->
                    member.consume(messages.get(0))
                        ? ConsumeOrderlyStatus.SUCCESS
                        : ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
      }
    },
    POPPING(false, true);

    private final boolean ordered;
    private final boolean pops;

    Consuming(boolean ordered, boolean pops) {
      this.ordered = ordered;
      this.pops = pops;
    }

    @Override
    public boolean ordered() {
      return ordered;
    }

    @Override
    public boolean pops() {
      return pops;
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
  }

  /**
   * Returns how many of all schedules are those of a mode: as many as of any other, or one more.
   */
  private static int share(Consuming mode) {
    int modes = Consuming.values().length;
    return SCHEDULES / modes + (mode.ordinal() < SCHEDULES % modes ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(Consuming.class)
  void nothing_is_lost_and_nothing_repeated_without_a_fault(Consuming mode) {
    Long only = Long.getLong("model.seed");
    long first = only == null ? 0 : only;
    long last = only == null ? share(mode) : only + 1;
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
