package io.skua.server.pop;

import io.skua.runtime.Clock;
import io.skua.server.broker.Offsets;
import io.skua.store.config.ConfigFile;
import io.skua.wire.body.ConsumerOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orderly pops (protocol b 7.8): a queue gives nothing while messages of its last batch are in
 * flight, and then all of it from the first one that is not confirmed. That offset is what is
 * committed for the group, so that a crash loses nothing; kept in {@code consumerOrderInfo.json}. A
 * batch is forgotten when somebody else commits another offset. On the loop.
 */
public final class Ordered {
  /** What becomes of a confirmation. */
  public enum Ack {
    /** Taken in. */
    DONE,
    /** The receipt is an old one: nothing happens. */
    STALE,
    /** The message is not of the last pop. */
    UNKNOWN
  }

  private final Map<PopQueue, OrderedBatch> batches = new HashMap<>();
  private final Offsets offsets;
  private final ConfigFile file;
  private final Clock clock;
  private boolean changed;

  /** Reads the file; the offsets have been read before. */
  public Ordered(ConfigFile file, Offsets offsets, Clock clock) {
    this.file = file;
    this.offsets = offsets;
    this.clock = clock;
    file.read(text -> load(ConsumerOrder.parse(text.getBytes(StandardCharsets.UTF_8))));
  }

  private void load(ConsumerOrder saved) {
    saved
        .batches()
        .forEach((key, queues) -> queues.forEach((id, each) -> load(PopQueue.of(key, id), each)));
  }

  private void load(PopQueue queue, ConsumerOrder.Batch saved) {
    int size = saved.offsets().size();
    if (size > 0 && size <= OrderedBatch.MOST) {
      batches.put(queue, new OrderedBatch(saved));
    }
  }

  private @Nullable OrderedBatch find(PopQueue queue) {
    OrderedBatch batch = batches.get(queue);
    if (batch != null
        && (batch.done()
            || batch.floor() != offsets.find(queue.group(), queue.topic(), queue.queueId()))) {
      batches.remove(queue);
      changed = true;
      return null;
    }
    return batch;
  }

  /**
   * Returns the wall time in milliseconds at which a queue may be popped.
   *
   * @param attemptId who wants to know: the attempt that has the messages need not wait
   */
  public long freeAt(PopQueue queue, @Nullable String attemptId) {
    OrderedBatch batch = find(queue);
    return batch == null ? Long.MIN_VALUE : batch.freeAt(attemptId);
  }

  /** Lends messages of a queue; returns the batch. */
  OrderedBatch take(
      PopQueue queue,
      List<Long> taken,
      @Nullable String attemptId,
      long popTime,
      long invisibleMillis) {
    OrderedBatch batch =
        new OrderedBatch(taken, find(queue), attemptId, popTime, Math.max(0, invisibleMillis));
    batches.put(queue, batch);
    commit(queue, batch);
    return batch;
  }

  private void commit(PopQueue queue, OrderedBatch batch) {
    offsets.commit(queue.group(), queue.topic(), queue.queueId(), batch.floor());
    changed = true;
  }

  /** Takes in that a message is consumed. */
  public Ack ack(PopQueue queue, long offset, long popTime) {
    OrderedBatch batch = find(queue);
    if (batch == null || batch.popTime != popTime) {
      return Ack.STALE;
    }
    if (!batch.ack(offset, clock.wallMillis())) {
      return Ack.UNKNOWN;
    }
    commit(queue, batch);
    return Ack.DONE;
  }

  /** Changes when a message comes again; does nothing for an old receipt. */
  public void change(PopQueue queue, long offset, long popTime, long wallMillis) {
    OrderedBatch batch = find(queue);
    if (batch != null && batch.popTime == popTime) {
      batch.change(offset, wallMillis);
      changed = true;
    }
  }

  /** Writes the file if anything has changed; the offsets are to be written after it. */
  public void save() {
    if (changed) {
      SortedMap<String, SortedMap<Integer, ConsumerOrder.Batch>> all = new TreeMap<>();
      batches.forEach(
          (queue, batch) ->
              all.computeIfAbsent(queue.key(), key -> new TreeMap<>())
                  .put(queue.queueId(), batch.saved()));
      file.write(new String(new ConsumerOrder(all).write(), StandardCharsets.UTF_8));
      changed = false;
    }
  }
}
