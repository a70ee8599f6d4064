package io.skua.client.internal.consume.rebalance;

import io.skua.client.internal.consume.lock.QueueLocks;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.client.internal.consume.pull.Pulling;
import io.skua.client.internal.consume.pull.QueuePuller;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues that are ours, each with its puller (protocol b 3.4). The loop owns it. A queue that
 * goes is given up in peace; until then it cannot come back.
 */
public final class Assignment {
  private static final Logger log = LoggerFactory.getLogger(Assignment.class);

  /** How soon a queue is asked for again that is still being given up. */
  private static final Duration STILL_LEAVING = Duration.ofMillis(50);

  private final ClientInstance instance;
  private final Pulling pulling;
  private final @Nullable QueueLocks locks; // null: no queue has to be locked
  private final Map<MessageQueue, QueuePuller> owned = new LinkedHashMap<>();
  private final Map<MessageQueue, QueuePuller> leaving = new HashMap<>();
  private final Map<String, Set<MessageQueue>> wanted = new HashMap<>();
  private boolean full;
  private @Nullable Set<MessageQueue> exactly; // what takeExactly was last called with

  /**
   * Makes an empty one.
   *
   * @param locks asks for the queues of an orderly consumer in a cluster; null for any other
   */
  public Assignment(ClientInstance instance, Pulling pulling, @Nullable QueueLocks locks) {
    this.instance = instance;
    this.pulling = pulling;
    this.locks = locks;
  }

  /**
   * What became of an assignment.
   *
   * @param fresh the pullers of queues that are new, to be started
   * @param changed whether queues have come or gone
   * @param complete whether all that are to be ours are
   */
  record Result(List<QueuePuller> fresh, boolean changed, boolean complete) {}

  /** Takes the queues of a topic that are to be ours, and gives up those that are not. */
  CompletableFuture<Result> assign(String topic, Set<MessageQueue> ours) {
    wanted.put(topic, Set.copyOf(ours));
    boolean gone = false;
    for (QueuePuller puller : List.copyOf(owned.values())) {
      if (puller.queue().getTopic().equals(topic) && !ours.contains(puller.queue())) {
        release(puller);
        gone = true;
      }
    }
    List<MessageQueue> missing = new ArrayList<>();
    boolean busy = false;
    for (MessageQueue queue : ours) {
      if (leaving.containsKey(queue)) {
        busy = true;
      } else if (!owned.containsKey(queue) && !full) {
        missing.add(queue);
      }
    }
    boolean lost = gone;
    boolean waits = busy;
    if (locks == null || missing.isEmpty()) {
      return CompletableFuture.completedFuture(add(topic, missing, lost, !waits));
    }
    return locks
        .lock(missing)
        .thenApply(granted -> add(topic, granted, lost, !waits && granted.containsAll(missing)));
  }

  private Result add(
      String topic, Collection<MessageQueue> queues, boolean lost, boolean complete) {
    List<QueuePuller> fresh = new ArrayList<>();
    for (MessageQueue queue : queues) {
      if (owned.containsKey(queue) || leaving.containsKey(queue)) {
        continue;
      }
      if (!full && wanted.getOrDefault(topic, Set.of()).contains(queue)) {
        QueueLock lock = new QueueLock(instance.platform().clock());
        lock.set(locks != null);
        QueuePuller puller = new QueuePuller(pulling, queue, lock);
        owned.put(queue, puller);
        fresh.add(puller);
      } else if (locks != null) {
        locks.unlock(List.of(queue));
      }
    }
    pulling.queues(owned.size());
    return new Result(fresh, lost || !fresh.isEmpty(), complete);
  }

  /** Gives up the queues of topics that are no longer subscribed to. */
  void retainTopics(Set<String> topics) {
    wanted.keySet().retainAll(topics);
    for (QueuePuller puller : List.copyOf(owned.values())) {
      if (!topics.contains(puller.queue().getTopic())) {
        release(puller);
      }
    }
  }

  /** From now on queues only go. */
  public void takeNoMore() {
    full = true;
  }

  /** Takes exactly these queues, whoever else has them, and begins with them. */
  public void takeExactly(Set<MessageQueue> ours) {
    exactly = ours;
    Map<String, Set<MessageQueue>> topics = new HashMap<>();
    for (MessageQueue queue : ours) {
      topics.computeIfAbsent(queue.getTopic(), topic -> new HashSet<>()).add(queue);
    }
    retainTopics(topics.keySet());
    topics.forEach(
        (topic, some) ->
            assign(topic, some)
                .thenAccept(
                    result -> {
                      result.fresh().forEach(puller -> puller.start(Duration.ZERO));
                      if (!result.complete()) {
                        instance.loop().after(STILL_LEAVING, () -> takeAgain(ours));
                      }
                    }));
  }

  private void takeAgain(Set<MessageQueue> ours) {
    if (ours.equals(exactly)) {
      takeExactly(ours);
    }
  }

  // A listener that consumes in order keeps the broker's lock until it has finished, so that nobody
  // else gets the same message or a later one beside it.
  private void release(QueuePuller puller) {
    release(puller, puller.lock().left());
  }

  private CompletableFuture<Void> release(QueuePuller puller, Duration grace) {
    MessageQueue queue = puller.queue();
    owned.remove(queue);
    pulling.queues(owned.size());
    log.info("{} is given up", queue);
    CompletableFuture<Void> done = puller.release(grace);
    leaving.put(queue, puller);
    return done.thenRun(
        () -> {
          leaving.remove(queue);
          pulling.forget(queue);
          if (locks != null) {
            locks.unlock(List.of(queue));
          }
        });
  }

  /**
   * Gives up everything.
   *
   * @param grace how long listeners get to finish, if that is longer than usual
   * @return completes on the loop
   */
  public CompletableFuture<Void> releaseAll(Duration grace) {
    wanted.clear();
    exactly = null;
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (QueuePuller puller : List.copyOf(leaving.values())) {
      all.add(puller.release(grace));
    }
    for (QueuePuller puller : List.copyOf(owned.values())) {
      all.add(release(puller, grace));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Returns the pullers of the queues that are ours. */
  public List<QueuePuller> pullers() {
    return List.copyOf(owned.values());
  }

  /** Returns the pullers of the queues that listeners may have messages of still. */
  public List<QueuePuller> inHand() {
    List<QueuePuller> all = new ArrayList<>(owned.values());
    all.addAll(leaving.values());
    return all;
  }

  /** Returns the puller of a queue, or null when it is not ours. */
  public @Nullable QueuePuller puller(MessageQueue queue) {
    return owned.get(queue);
  }

  /** Returns the queues that are ours. */
  public Set<MessageQueue> queues() {
    return new HashSet<>(owned.keySet());
  }

  /** Returns the queues of a topic that are ours. */
  Set<MessageQueue> queues(String topic) {
    Set<MessageQueue> of = queues();
    of.removeIf(queue -> !queue.getTopic().equals(topic));
    return of;
  }

  /** Asks the brokers to go on locking the queues for this client. */
  public void renewLocks() {
    if (locks != null && !owned.isEmpty()) {
      relock(queues());
    }
  }

  /** Asks for one queue again; returns whether it was granted. From any thread. */
  public CompletableFuture<Boolean> relock(MessageQueue queue) {
    CompletableFuture<Boolean> granted = new CompletableFuture<>();
    instance
        .loop()
        .run(() -> relock(Set.of(queue)).thenAccept(all -> granted.complete(all.contains(queue))));
    return granted;
  }

  private CompletableFuture<Set<MessageQueue>> relock(Set<MessageQueue> queues) {
    if (locks == null) {
      return CompletableFuture.completedFuture(queues);
    }
    return locks
        .lock(queues)
        .thenApply(
            granted -> {
              for (MessageQueue queue : queues) {
                QueuePuller puller = owned.get(queue);
                if (puller != null) {
                  puller.locked(granted.contains(queue));
                }
              }
              return granted;
            });
  }
}
