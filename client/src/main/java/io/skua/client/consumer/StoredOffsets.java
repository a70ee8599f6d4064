package io.skua.client.consumer;

import io.skua.client.consumer.store.OffsetStore;
import io.skua.client.consumer.store.ReadOffsetType;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.common.message.MessageQueue;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The application's offset store as the consumer's parts use it: on threads that may wait. */
record StoredOffsets(OffsetStore store, Executor threads) implements Offsets {
  @Override
  public void load() throws MQClientException {
    store.load();
  }

  @Override
  public CompletableFuture<Long> read(MessageQueue queue) {
    return CompletableFuture.supplyAsync(
        () -> {
          long offset = store.readOffset(queue, ReadOffsetType.READ_FROM_STORE);
          if (offset < NONE) {
            throw new IllegalStateException("the offset store cannot read " + queue + " now");
          }
          return offset;
        },
        threads);
  }

  @Override
  public long inMemory(MessageQueue queue) {
    return Math.max(NONE, store.readOffset(queue, ReadOffsetType.READ_FROM_MEMORY));
  }

  @Override
  public void update(MessageQueue queue, long offset, boolean increaseOnly) {
    store.updateOffset(queue, offset, increaseOnly);
  }

  @Override
  public CompletableFuture<Void> persist(Collection<MessageQueue> queues) {
    return CompletableFuture.runAsync(() -> store.persistAll(Set.copyOf(queues)), threads);
  }

  @Override
  public void remove(MessageQueue queue) {
    store.removeOffset(queue);
  }

  @Override
  public Map<MessageQueue, Long> all(String topic) {
    return store.cloneOffsetTable(topic);
  }
}
