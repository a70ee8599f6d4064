package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.process.HandLimit;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.common.message.MessageQueue;
import io.skua.wire.message.MessageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessQueueTest {
  private final ServerFixture server = new ServerFixture().start();
  private final HandLimit inAll = new HandLimit();
  private final ProcessQueue queue =
      new ProcessQueue(
          new MessageQueue("orders", "broker", 0),
          new QueueLock(server.time.clock()),
          server.time.clock(),
          inAll);
  private final List<Long> reached = new ArrayList<>();

  private List<Held> held(int count) {
    for (int i = 0; i < count; i++) {
      server.call(ServerFixture.message("orders", "body " + i));
    }
    byte[] body = server.call(ServerFixture.pull("orders", 0)).bodyBytes();
    List<Held> held = new ArrayList<>();
    for (MessageRecord stored : MessageRecord.parseAll(body, 0, body.length)) {
      held.add(new Held(stored, new Held.Origin("broker", 0, "0", "9", BodyForm.RESTORED)));
    }
    return held;
  }

  private void finish(Held... messages) {
    queue.finish(List.of(messages), (of, offset) -> reached.add(offset));
  }

  @Test
  void the_lowest_offset_in_hand_is_what_can_be_committed() {
    List<Held> all = held(4);
    assertThat(queue.put(all)).hasSize(4);
    finish(all.get(2));
    finish(all.get(0));
    finish(all.get(3));
    finish(all.get(1));
    assertThat(reached).containsExactly(0L, 1L, 1L, 4L);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(inAll.messages()).isZero();
    assertThat(inAll.bytes()).isZero();
  }

  @Test
  void what_has_been_in_hand_does_not_come_in_again() {
    List<Held> all = held(3);
    queue.put(all.subList(0, 2));
    assertThat(queue.put(all)).containsExactly(all.get(2));
    finish(all.get(0));
    assertThat(queue.put(all)).isEmpty();
  }

  @Test
  void nothing_is_committed_after_the_queue_was_dropped() {
    List<Held> all = held(2);
    queue.put(all);
    queue.begin(all);
    queue.drop();
    finish(all.get(0));
    assertThat(reached).isEmpty();
    assertThat(queue.begin(all)).isFalse();
    assertThat(inAll.messages()).isZero();
  }

  @Test
  void a_queue_that_leaves_waits_for_its_listeners() {
    List<Held> all = held(2);
    queue.put(all);
    queue.begin(all.subList(0, 1));
    assertThat(queue.leave()).isNotDone();
    assertThat(queue.begin(all.subList(1, 2))).isFalse();
    finish(all.get(0));
    queue.end();
    assertThat(queue.leave()).isDone();
    assertThat(reached).containsExactly(1L);
  }

  @Test
  void in_order_a_batch_comes_again_until_it_is_committed() {
    List<Held> all = held(3);
    queue.put(all);
    assertThat(queue.beginTurn()).isTrue();
    assertThat(queue.beginTurn()).isFalse();
    assertThat(queue.take(2)).containsExactly(all.get(0), all.get(1));
    queue.putBack(all.subList(0, 2));
    assertThat(queue.take(1)).containsExactly(all.get(0));
    queue.commit((of, offset) -> reached.add(offset));
    assertThat(queue.take(5)).containsExactly(all.get(1), all.get(2));
    queue.rollBack();
    assertThat(queue.take(5)).containsExactly(all.get(1), all.get(2));
    queue.commit((of, offset) -> reached.add(offset));
    assertThat(reached).containsExactly(1L, 3L);
  }
}
