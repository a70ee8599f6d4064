package io.skua.client.internal.consume.lite;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.GoldenVectors;
import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.process.HandLimit;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.VirtualTime;
import io.skua.wire.message.MessageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollBufferTest {
  private static final long OFFSET = 15; // of the vector

  private final VirtualTime time = new VirtualTime();
  private final List<String> reached = new ArrayList<>();
  private final PollBuffer buffer =
      new PollBuffer(
          (queue, offset) -> reached.add(queue.getQueueId() + " " + offset),
          held -> held.stream().<MessageExt>map(Held::message).toList());

  private void arrives(int queueId) {
    byte[] bytes = GoldenVectors.get("stored-message-v1").bytes();
    Held held =
        new Held(
            MessageRecord.parse(bytes, 0, bytes.length),
            new Held.Origin("broker-a", queueId, "0", "16", BodyForm.RESTORED));
    ProcessQueue queue =
        new ProcessQueue(
            new MessageQueue("TopicA", "broker-a", queueId),
            new QueueLock(time.clock()),
            time.clock(),
            new HandLimit());
    buffer.deliver(queue, queue.put(List.of(held)));
  }

  @Test
  void what_two_threads_polled_at_the_same_time_is_all_settled() {
    arrives(0);
    arrives(1);
    assertThat(buffer.take()).isNotNull();
    assertThat(buffer.take()).isNotNull();
    assertThat(reached).isEmpty();
    buffer.settle();
    assertThat(reached).containsExactly("0 " + (OFFSET + 1), "1 " + (OFFSET + 1));
    buffer.settle();
    assertThat(reached).hasSize(2);
  }
}
