package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MessageQueueTest {
  private final MessageQueue queue = new MessageQueue("T", "b", 1);

  @Test
  void prints_itself_as_logs_know_it() {
    assertThat(queue).hasToString("MessageQueue [topic=T, brokerName=b, queueId=1]");
    assertThat(new MessageQueue())
        .hasToString("MessageQueue [topic=null, brokerName=null, queueId=0]");
  }

  @Test
  void is_equal_by_value() {
    assertThat(new MessageQueue(queue)).isEqualTo(queue).hasSameHashCodeAs(queue);
    assertThat(queue)
        .isNotEqualTo(new MessageQueue("U", "b", 1))
        .isNotEqualTo(new MessageQueue("T", "c", 1))
        .isNotEqualTo(new MessageQueue("T", "b", 2))
        .isNotEqualTo("T")
        .isNotEqualTo(null);
    assertThat(new MessageQueue()).isEqualTo(new MessageQueue());
  }

  @Test
  void has_the_known_hash_so_that_hash_maps_iterate_as_before() {
    assertThat(queue.hashCode()).isEqualTo(124084);
    assertThat(new MessageQueue().hashCode()).isEqualTo(29791);
  }

  @Test
  void is_ordered_by_topic_then_broker_then_id() {
    MessageQueue first = new MessageQueue("S", "z", 9);
    MessageQueue second = new MessageQueue("T", "a", 9);
    MessageQueue fourth = new MessageQueue("T", "b", 2);
    assertThat(new TreeSet<>(Arrays.asList(fourth, queue, second, first)))
        .containsExactly(first, second, queue, fourth);
    assertThat(queue.compareTo(new MessageQueue(queue))).isZero();
  }

  @Test
  void changes_by_its_setters() {
    MessageQueue changed = new MessageQueue();
    changed.setTopic("T");
    changed.setBrokerName("b");
    changed.setQueueId(1);
    assertThat(changed).isEqualTo(queue);
  }
}
