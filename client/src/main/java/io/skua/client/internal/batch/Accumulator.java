package io.skua.client.internal.batch;

import io.skua.client.internal.send.MessageEncoder;
import io.skua.client.producer.SendResult;
import io.skua.common.MixAll;
import io.skua.common.message.Message;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageBatches;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the messages of a producer that may travel together, and sends them as batches (protocol
 * 6.21): those of one topic, queue, tag and setting of waiting for the store. A batch leaves when
 * its bytes exceed a limit, in the thread that brought the last message, or when its first message
 * has waited long enough, on the loop. Its messages count as held until it has ended; however it
 * ends, each caller hears of it. Thread-safe.
 */
public final class Accumulator {
  private static final List<String> ALONE =
      List.of(
          MessageConst.PROPERTY_DELAY_TIME_LEVEL,
          MessageConst.PROPERTY_TIMER_DELAY_SEC,
          MessageConst.PROPERTY_TIMER_DELAY_MS,
          MessageConst.PROPERTY_TIMER_DELIVER_MS,
          MessageConst.PROPERTY_PRODUCER_GROUP);

  /** Sends what has gathered; must not wait. */
  @FunctionalInterface
  public interface Door {
    /** Sends a message, which may be a batch, to a queue or to any. */
    CompletableFuture<SendResult> send(Message message, @Nullable MessageQueue queue);
  }

  private record Key(
      String topic, @Nullable MessageQueue queue, boolean waitStore, @Nullable String tag) {}

  private record Entry(Message message, CompletableFuture<SendResult> result) {}

  private final class Group implements Runnable {
    final Key key;
    final List<Entry> entries = new ArrayList<>(); // guarded by the accumulator
    long bytes; // guarded by the accumulator

    Group(Key key) {
      this.key = key;
    }

    /** Its time has come, unless it has been sent already. */
    @Override
    public void run() {
      synchronized (Accumulator.this) {
        if (!groups.remove(key, this)) {
          return;
        }
      }
      send(this);
    }
  }

  private final Loop loop;
  private final BatchSettings settings;
  private final int maxMessageBytes;
  private final Door door;
  // Guarded by this.
  private final Map<Key, Group> groups = new HashMap<>();
  private int open; // messages that have not ended
  private long held;
  private boolean closed;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /**
   * Makes an empty one.
   *
   * @param maxMessageBytes the largest batch
   */
  public Accumulator(Loop loop, BatchSettings settings, int maxMessageBytes, Door door) {
    this.loop = loop;
    this.settings = settings;
    this.maxMessageBytes = maxMessageBytes;
    this.door = door;
  }

  /**
   * Takes a message in.
   *
   * @return its own result, on a callback thread; null when it has to be sent directly
   */
  public @Nullable CompletableFuture<SendResult> add(
      Message message, @Nullable MessageQueue queue) {
    if (!mayShare(message)) {
      return null;
    }
    int size = MessageEncoder.bodyLength(message);
    Key key =
        new Key(
            String.valueOf(message.getTopic()),
            queue,
            message.isWaitStoreMsgOK(),
            message.getTags());
    CompletableFuture<SendResult> result = new CompletableFuture<>();
    Group group;
    boolean full;
    boolean first;
    synchronized (this) {
      if (closed || held + size > settings.totalMaxBytes()) {
        return null;
      }
      held += size;
      open++;
      group = groups.computeIfAbsent(key, Group::new);
      first = group.entries.isEmpty();
      group.entries.add(new Entry(message, result));
      group.bytes += size;
      full = group.bytes > settings.maxBytes();
      if (full) {
        groups.remove(key);
      }
    }
    if (full) {
      send(group);
    } else if (first) {
      loop.after(Duration.ofMillis(settings.maxDelayMillis()), group);
    }
    return result;
  }

  private static boolean mayShare(Message message) {
    String topic = message.getTopic();
    if (message instanceof MessageBatch
        || topic == null
        || topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
        || MessageEncoder.isReply(message)) {
      return false;
    }
    for (String property : ALONE) {
      if (message.hasProperty(property)) {
        return false;
      }
    }
    return true;
  }

  // --- sending

  private void send(Group group) {
    List<Message> messages = new ArrayList<>(group.entries.size());
    for (Entry entry : group.entries) {
      messages.add(entry.message);
    }
    int from = 0;
    for (List<Message> part : MessageBatches.split(messages, maxMessageBytes)) {
      List<Entry> entries = group.entries.subList(from, from + part.size());
      from += part.size();
      started(group, part).whenComplete((sent, failure) -> end(entries, sent, failure));
    }
  }

  private CompletableFuture<SendResult> started(Group group, List<Message> part) {
    try {
      return door.send(part.size() == 1 ? part.get(0) : batch(part), group.key.queue);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static MessageBatch batch(List<Message> messages) {
    MessageBatch batch = MessageBatch.generateFromList(messages);
    Set<String> keys = new LinkedHashSet<>();
    for (Message message : messages) {
      String own = message.getKeys();
      if (own != null && !own.isBlank()) {
        keys.addAll(List.of(own.trim().split(MessageConst.KEY_SEPARATOR + "+", -1)));
      }
    }
    if (!keys.isEmpty()) {
      batch.setKeys(keys);
    }
    String tag = messages.get(0).getTags();
    if (tag != null) {
      batch.setTags(tag);
    }
    return batch;
  }

  private void end(List<Entry> entries, @Nullable SendResult sent, @Nullable Throwable failure) {
    List<SendResult> results = sent == null ? List.of() : SplitResult.of(sent, entries.size());
    synchronized (this) {
      for (Entry entry : entries) {
        held -= MessageEncoder.bodyLength(entry.message);
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      CompletableFuture<SendResult> result = entries.get(i).result;
      if (failure == null) {
        result.complete(results.get(i));
      } else {
        result.completeExceptionally(failure);
      }
    }
    boolean last;
    synchronized (this) {
      open -= entries.size();
      last = closed && open == 0;
    }
    if (last) {
      ended.complete(null);
    }
  }

  /** Returns how many bytes gather or are under way. */
  public synchronized long held() {
    return held;
  }

  /**
   * Sends what has gathered, and takes nothing in any more.
   *
   * @return completes when all that was taken in has ended, well or not
   */
  public CompletableFuture<Void> close() {
    List<Group> last;
    boolean none;
    synchronized (this) {
      closed = true;
      last = List.copyOf(groups.values());
      groups.clear();
      none = open == 0;
    }
    last.forEach(this::send);
    if (none) {
      ended.complete(null);
    }
    return ended;
  }
}
