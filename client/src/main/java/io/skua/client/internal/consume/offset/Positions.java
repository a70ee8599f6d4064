package io.skua.client.internal.consume.offset;

import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageQueue;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * How far a consumer that is polled has got, apart from what it has committed: only that is kept.
 * Thread-safe.
 */
public final class Positions implements Offsets {
  private final OffsetTable reached = new OffsetTable();
  private final Offsets committed;
  private final BooleanSupplier automatic;

  /**
   * Makes an empty table.
   *
   * @param committed keeps what is committed
   * @param automatic says whether a queue that goes is committed first
   */
  public Positions(Offsets committed, BooleanSupplier automatic) {
    this.committed = committed;
    this.automatic = automatic;
  }

  /** Returns what is committed. */
  public Offsets committed() {
    return committed;
  }

  /** As {@link #commit}, of all queues; returns them. */
  public Set<MessageQueue> commitAll() {
    Set<MessageQueue> all = reached.all("").keySet();
    commit(all);
    return all;
  }

  /** Commits how far these queues have got; they are kept with the next time that offsets are. */
  public void commit(Collection<MessageQueue> queues) {
    for (MessageQueue queue : queues) {
      long offset = reached.get(queue);
      if (offset != NONE) {
        committed.update(queue, offset, false);
      }
    }
  }

  @Override
  public void load() throws MQClientException {
    committed.load();
  }

  @Override
  public CompletableFuture<Long> read(MessageQueue queue) {
    return committed.read(queue);
  }

  @Override
  public long inMemory(MessageQueue queue) {
    return committed.inMemory(queue);
  }

  @Override
  public void update(MessageQueue queue, long offset, boolean increaseOnly) {
    reached.update(queue, offset, increaseOnly);
  }

  /** Keeps what is committed of queues that go or move elsewhere. */
  @Override
  public CompletableFuture<Void> persist(Collection<MessageQueue> queues) {
    if (automatic.getAsBoolean()) {
      commit(queues);
    }
    return committed.persist(queues);
  }

  @Override
  public void remove(MessageQueue queue) {
    reached.remove(queue);
    committed.remove(queue);
  }

  @Override
  public Map<MessageQueue, Long> all(String topic) {
    return committed.all(topic);
  }
}
