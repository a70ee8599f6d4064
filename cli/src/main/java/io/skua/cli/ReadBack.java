package io.skua.cli;

import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.read.QueueReader;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Platform;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages back from the queues that they were acknowledged in, and finds out whether each is
 * there, once, with the body that was sent. Messages of others, before and between, are passed
 * over. Used by one thread.
 */
final class ReadBack {
  /** A broker may make a message readable a moment after it has acknowledged it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration GUARD = Duration.ofSeconds(10);

  private final Map<MessageQueue, SortedMap<Long, Sent>> expected = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> found = new HashSet<>();
  private final ClientInstance instance;
  private final QueueReader reader;
  private final Platform platform;

  private record Sent(String id, int number) {}

  /** Makes one that expects nothing yet. */
  ReadBack(ClientInstance instance, Platform platform) {
    this.instance = instance;
    this.reader = new QueueReader(instance);
    this.platform = platform;
  }

  /** What the message with a number has as its body. */
  @FunctionalInterface
  interface Bodies {
    /** Returns the body. */
    byte[] of(int number);
  }

  /** Expects a message where the broker said that it is. */
  void expect(MessageQueue queue, long offset, String id, int number) {
    Sent before =
        expected
            .computeIfAbsent(queue, any -> new TreeMap<>())
            .putIfAbsent(offset, new Sent(id, number));
    if (before != null || !ids.add(id)) {
      throw new CommandFailure(
          "the broker acknowledged two messages at offset " + offset + " of " + queue);
    }
  }

  /**
   * Reads every queue that has expected messages.
   *
   * @return how many were found
   * @throws CommandFailure when one is missing, there twice, or another one
   */
  int read(Bodies bodies) throws InterruptedException, ExecutionException {
    for (Map.Entry<MessageQueue, SortedMap<Long, Sent>> each : expected.entrySet()) {
      readQueue(each.getKey(), each.getValue(), bodies);
    }
    return found.size();
  }

  private void readQueue(MessageQueue queue, SortedMap<Long, Sent> wanted, Bodies bodies)
      throws InterruptedException, ExecutionException {
    long next = wanted.firstKey();
    long end = wanted.lastKey() + 1;
    boolean endKnown = false;
    long patience = platform.clock().nanos() + PATIENCE.toNanos();
    while (next < end) {
      QueueReader.Slice slice = await(reader.read(queue, next), queue);
      if (slice.next() <= next) {
        waitFor(queue, next, slice, patience);
        continue;
      }
      for (MessageExt message : slice.messages()) {
        check(queue, message, wanted.get(message.getQueueOffset()), bodies);
      }
      next = slice.next();
      patience = platform.clock().nanos() + PATIENCE.toNanos();
      if (!endKnown) {
        // A copy made by a send that was tried twice would stand behind.
        end = Math.max(end, slice.max());
        endKnown = true;
      }
    }
    for (Map.Entry<Long, Sent> each : wanted.entrySet()) {
      if (!found.contains(each.getValue().id())) {
        throw missing(queue, each.getKey(), "it is not there");
      }
    }
  }

  private void check(MessageQueue queue, MessageExt message, @Nullable Sent wanted, Bodies bodies) {
    String id = message.getMsgId();
    if (wanted == null) {
      if (ids.contains(id)) {
        throw new CommandFailure(
            "message "
                + id
                + " is there twice, again at offset "
                + message.getQueueOffset()
                + " of "
                + queue);
      }
      return;
    }
    if (!wanted.id().equals(id) || !Arrays.equals(message.getBody(), bodies.of(wanted.number()))) {
      throw missing(queue, message.getQueueOffset(), "another message is there");
    }
    if (!found.add(wanted.id())) {
      throw missing(queue, message.getQueueOffset(), "it was read twice");
    }
  }

  private void waitFor(MessageQueue queue, long next, QueueReader.Slice slice, long patience)
      throws InterruptedException, ExecutionException {
    if (platform.clock().nanos() - patience > 0) {
      throw missing(
          queue, next, "the queue has offsets " + slice.min() + " to " + (slice.max() - 1));
    }
    CompletableFuture<Void> pause = new CompletableFuture<>();
    instance.loop().after(PAUSE, () -> pause.complete(null));
    await(pause, queue);
  }

  private <T> T await(CompletableFuture<T> result, MessageQueue queue)
      throws InterruptedException, ExecutionException {
    try {
      return platform.await(result, GUARD);
    } catch (TimeoutException e) {
      throw new CommandFailure("no answer within " + GUARD.toSeconds() + " s from " + queue, e);
    }
  }

  private static CommandFailure missing(MessageQueue queue, long offset, String instead) {
    return new CommandFailure(
        "the message that the broker acknowledged at offset "
            + offset
            + " of "
            + queue
            + " cannot be read back: "
            + instead);
  }
}
