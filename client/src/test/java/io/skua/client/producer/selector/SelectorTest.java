package io.skua.client.producer.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  private final Message message = new Message("T", new byte[1]);
  private final List<MessageQueue> queues =
      List.of(
          new MessageQueue("T", "b", 0),
          new MessageQueue("T", "b", 1),
          new MessageQueue("T", "b", 2));

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 1", "-7, 1", "-2147483648, 2", "2147483647, 1"})
  void by_hash_takes_the_absolute_remainder(int hash, int queueId) {
    assertThat(new SelectMessageQueueByHash().select(queues, message, hash))
        .isEqualTo(queues.get(queueId));
  }

  @Test
  void by_hash_says_that_it_needs_an_argument() {
    assertThatThrownBy(() -> new SelectMessageQueueByHash().select(queues, message, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Choosing a queue by hash needs an argument, but got null.");
  }

  @Test
  void by_random_repeats_itself_with_a_seed_and_reaches_every_queue() {
    SelectMessageQueueByRandom one = new SelectMessageQueueByRandom(new Random(1));
    SelectMessageQueueByRandom other = new SelectMessageQueueByRandom(new Random(1));
    Set<MessageQueue> chosen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      MessageQueue queue = one.select(queues, message, null);
      assertThat(other.select(queues, message, null)).isEqualTo(queue);
      chosen.add(queue);
    }
    assertThat(chosen).containsExactlyInAnyOrderElementsOf(queues);
  }

  @Test
  void by_random_works_without_a_generator() {
    assertThat(queues).contains(new SelectMessageQueueByRandom().select(queues, message, null));
  }

  @Test
  void by_machine_room_chooses_nothing() {
    SelectMessageQueueByMachineRoom selector = new SelectMessageQueueByMachineRoom();
    assertThat(selector.getConsumeridcs()).isNull();
    selector.setConsumeridcs(Set.of("room"));
    assertThat(selector.getConsumeridcs()).containsExactly("room");
    assertThat(selector.select(queues, message, "x")).isNull();
  }
}
