package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageBatchesTest {
  private static Message message(String topic, int bytes) {
    return new Message(topic, new byte[bytes]);
  }

  private static List<Integer> sizes(List<List<Message>> parts) {
    return parts.stream().map(List::size).toList();
  }

  @Test
  void no_messages_make_no_batch() {
    assertThat(MessageBatches.split(List.of(), 100)).isEmpty();
  }

  @Test
  void batches_are_as_full_as_the_limit_allows_and_keep_the_order() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Message message = message("t", 1 + i % 700);
      message.putUserProperty("n", "ä".repeat(1 + i % 40));
      messages.add(message);
    }
    List<List<Message>> parts = MessageBatches.split(messages, 10_000);
    List<Message> together = new ArrayList<>();
    parts.forEach(together::addAll);
    assertThat(together).containsExactlyElementsOf(messages);
    for (List<Message> part : parts) {
      for (Message message : part) {
        MessageAccessor.putProperty(message, "UNIQ_KEY", "k".repeat(56));
      }
      assertThat(MessageBatch.generateFromList(part).encode()).hasSizeLessThanOrEqualTo(10_000);
    }
    int fewest =
        messages.stream()
                .mapToInt(m -> MessageBatch.generateFromList(List.of(m)).encode().length)
                .sum()
            / 10_000;
    assertThat(parts).hasSizeBetween(fewest, fewest + fewest / 10 + 1);
  }

  @Test
  void a_message_that_fills_the_limit_exactly_fits() {
    Message message = message("t", 10);
    MessageAccessor.putProperty(message, "UNIQ_KEY", "key");
    int size = MessageBatch.generateFromList(List.of(message)).encode().length;
    assertThat(sizes(MessageBatches.split(List.of(message, message), 2 * size))).containsExactly(2);
    assertThat(sizes(MessageBatches.split(List.of(message, message), 2 * size - 1)))
        .containsExactly(1, 1);
  }

  @Test
  void what_no_batch_may_hold_is_alone() {
    Message delayed = message("t", 1);
    delayed.setDelayTimeLevel(3);
    Message timed = message("t", 1);
    timed.setDelayTimeMs(5);
    Message retried = message("%RETRY%g", 1);
    assertThat(
            sizes(
                MessageBatches.split(
                    List.of(
                        message("t", 1),
                        message("t", 1),
                        delayed,
                        delayed,
                        timed,
                        message("t", 1),
                        retried,
                        retried),
                    1_000)))
        .containsExactly(2, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void topics_and_waiting_divide() {
    Message careless = message("a", 1);
    careless.setWaitStoreMsgOK(false);
    assertThat(
            sizes(
                MessageBatches.split(
                    List.of(
                        message("a", 1),
                        message("a", 1),
                        message("b", 1),
                        message("a", 1),
                        careless,
                        careless),
                    1_000)))
        .containsExactly(2, 1, 1, 2);
  }
}
