package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.body.LockQueues;
import io.skua.wire.body.LockedQueues;
import io.skua.wire.body.QueueName;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Protocol B 6.3: one client of a group has a queue for itself. */
class QueueLockTest {
  private final ServerFixture server = new ServerFixture().start();

  private static QueueName queue(int id) {
    return new QueueName("orders", "broker-a", id);
  }

  private SortedSet<QueueName> lock(String group, String client, int... ids) {
    Frame answer = server.call(request(RequestCode.LOCK_QUEUES, group, client, ids));
    assertThat(answer.code()).isZero();
    return LockedQueues.parse(answer.bodyBytes()).queues();
  }

  private void unlock(String group, String client, int... ids) {
    Frame answer = server.call(request(RequestCode.UNLOCK_QUEUES, group, client, ids));
    assertThat(answer.code()).isZero();
    assertThat(answer.hasBody()).isFalse();
  }

  private static Frame request(int code, String group, String client, int... ids) {
    SortedSet<QueueName> queues = new TreeSet<>();
    for (int id : ids) {
      queues.add(queue(id));
    }
    return Frame.request(code, Fields.NONE, new LockQueues(group, client, false, queues).write());
  }

  @Test
  void a_queue_belongs_to_one_client_of_each_group() {
    assertThat(lock("g", "c1", 0, 1)).containsExactly(queue(0), queue(1));
    assertThat(lock("g", "c2", 1, 2)).containsExactly(queue(2));
    assertThat(lock("h", "c2", 1)).containsExactly(queue(1));
    assertThat(lock("g", "c1", 1)).containsExactly(queue(1));
  }

  @Test
  void only_its_owner_gives_it_up() {
    lock("g", "c1", 0);
    unlock("g", "c2", 0);
    assertThat(lock("g", "c2", 0)).isEmpty();
    unlock("g", "c1", 0);
    assertThat(lock("g", "c2", 0)).containsExactly(queue(0));
  }

  @Test
  void a_lease_ends_sixty_seconds_after_its_last_renewal() {
    lock("g", "c1", 0);
    server.time.advance(Duration.ofSeconds(40));
    lock("g", "c1", 0);
    server.time.advance(Duration.ofSeconds(59));
    assertThat(lock("g", "c2", 0)).isEmpty();
    server.time.advance(Duration.ofSeconds(2));
    assertThat(lock("g", "c2", 0)).containsExactly(queue(0));
  }

  @Test
  void a_lease_outlives_the_connection_of_its_owner() {
    FakeMember member = new FakeMember(server, "10.0.0.11");
    member.call(request(RequestCode.LOCK_QUEUES, "g", "c1", 0));
    member.close();
    server.time.advance(Duration.ofSeconds(1));
    assertThat(lock("g", "c2", 0)).isEmpty();
  }

  @Test
  void bytes_that_are_no_request_are_refused() {
    Frame broken =
        Frame.request(RequestCode.LOCK_QUEUES, Fields.NONE, ServerFixture.bytes("{\"mqSet\":[7"));
    assertThat(server.call(broken).code()).isEqualTo(1);
    assertThat(lock("g", "c1", 0)).containsExactly(queue(0));
  }
}
