package io.skua.client.internal.consume.rebalance;

import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.lock.QueueLocks;
import io.skua.client.internal.consume.pop.Popping;
import io.skua.client.internal.consume.pop.QueuePopper;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.client.internal.consume.pull.Pulling;
import io.skua.client.internal.consume.pull.QueuePuller;
import io.skua.client.internal.consume.turn.QueueTurns;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;
import io.skua.wire.message.PopTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues that are ours, each with its puller or popper (protocol b 3.4, 3.5). The loop owns it.
 * A queue that goes is given up in peace; until then it cannot come back, and its topic is not
 * fetched from in the other mode.
 */
public final class Assignment {
  private static final Logger log = LoggerFactory.getLogger(Assignment.class);

  /** How soon a queue is asked for again that is still being given up. */
  private static final Duration STILL_LEAVING = Duration.ofMillis(50);

  private final ClientInstance instance;
  private final Pulling pulling;
  private final @Nullable QueueLocks locks; // null: no queue has to be locked
  private final @Nullable Popping popping; // null: brokers do not share the queues out
  private final Map<MessageQueue, QueueTurns> owned = new LinkedHashMap<>();
  private final Set<QueueTurns> leaving = new LinkedHashSet<>();
  private final Map<String, Set<MessageQueue>> wanted = new HashMap<>();
  private boolean full;
  private @Nullable Set<MessageQueue> exactly; // what takeExactly was last called with

  /**
   * Makes an empty one.
   *
   * @param locks asks for the queues of an orderly consumer in a cluster; null for any other
   * @param popping what poppers need; null when no broker says that queues are to be popped
   */
  public Assignment(
      ClientInstance instance,
      Pulling pulling,
      @Nullable QueueLocks locks,
      @Nullable Popping popping) {
    this.instance = instance;
    this.pulling = pulling;
    this.locks = locks;
    this.popping = popping;
  }

  /**
   * What became of an assignment.
   *
   * @param fresh the turns of queues that are new, to be started
   * @param changed whether queues have come or gone
   * @param complete whether all that are to be ours are
   */
  record Result(List<QueueTurns> fresh, boolean changed, boolean complete) {}

  /** Takes the queues of a topic that are to be ours, and gives up those that are not. */
  CompletableFuture<Result> assign(String topic, Set<MessageQueue> ours, MessageRequest.Mode mode) {
    wanted.put(topic, Set.copyOf(ours));
    boolean gone = false;
    for (QueueTurns turns : List.copyOf(owned.values())) {
      if (turns.queue().getTopic().equals(topic)
          && !(turns.mode() == mode && ours.contains(turns.queue()))) {
        release(turns);
        gone = true;
      }
    }
    List<MessageQueue> missing = new ArrayList<>();
    boolean busy = false;
    for (MessageQueue queue : ours) {
      if (mustWait(queue, mode)) {
        busy = true;
      } else if (!owned.containsKey(queue) && !full) {
        missing.add(queue);
      }
    }
    boolean lost = gone;
    boolean waits = busy;
    if (locks == null || missing.isEmpty()) {
      return CompletableFuture.completedFuture(add(topic, mode, missing, lost, !waits));
    }
    return locks
        .lock(missing)
        .thenApply(
            granted -> add(topic, mode, granted, lost, !waits && granted.containsAll(missing)));
  }

  /**
   * Says whether a queue cannot come yet, as it has not gone yet, or its topic, with that of its
   * retries, is still fetched from in the other mode.
   */
  private boolean mustWait(MessageQueue queue, MessageRequest.Mode mode) {
    for (QueueTurns turns : leaving) {
      if (turns.queue().equals(queue)
          || (turns.mode() != mode
              && origin(turns.queue().getTopic()).equals(origin(queue.getTopic())))) {
        return true;
      }
    }
    return false;
  }

  private String origin(String topic) {
    return popping == null ? topic : PopTopics.origin(popping.settings().group(), topic);
  }

  private Result add(
      String topic,
      MessageRequest.Mode mode,
      Collection<MessageQueue> queues,
      boolean lost,
      boolean complete) {
    List<QueueTurns> fresh = new ArrayList<>();
    for (MessageQueue queue : queues) {
      if (owned.containsKey(queue) || mustWait(queue, mode)) {
        continue;
      }
      if (!full && wanted.getOrDefault(topic, Set.of()).contains(queue)) {
        QueueTurns turns = make(queue, mode);
        owned.put(queue, turns);
        fresh.add(turns);
      } else if (locks != null) {
        locks.unlock(List.of(queue));
      }
    }
    pulling.queues(owned.size());
    return new Result(fresh, lost || !fresh.isEmpty(), complete);
  }

  private QueueTurns make(MessageQueue queue, MessageRequest.Mode mode) {
    if (mode == MessageRequest.Mode.POP && popping != null) {
      return new QueuePopper(popping, queue);
    }
    QueueLock lock = new QueueLock(instance.platform().clock());
    lock.set(locks != null);
    return new QueuePuller(pulling, queue, lock);
  }

  /** Gives up the queues of topics that are no longer subscribed to. */
  void retainTopics(Set<String> topics) {
    wanted.keySet().retainAll(topics);
    for (QueueTurns turns : List.copyOf(owned.values())) {
      if (!topics.contains(turns.queue().getTopic())) {
        release(turns);
      }
    }
  }

  /** From now on queues only go. */
  public void takeNoMore() {
    full = true;
  }

  /** Takes exactly these queues, whoever else has them, and begins to pull them. */
  public void takeExactly(Set<MessageQueue> ours) {
    exactly = ours;
    Map<String, Set<MessageQueue>> topics = new HashMap<>();
    for (MessageQueue queue : ours) {
      topics.computeIfAbsent(queue.getTopic(), topic -> new HashSet<>()).add(queue);
    }
    retainTopics(topics.keySet());
    topics.forEach(
        (topic, some) ->
            assign(topic, some, MessageRequest.Mode.PULL)
                .thenAccept(
                    result -> {
                      result.fresh().forEach(turns -> turns.start(Duration.ZERO));
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

  private void release(QueueTurns turns) {
    leave(turns, turns.release());
  }

  private CompletableFuture<Void> leave(QueueTurns turns, CompletableFuture<Void> done) {
    MessageQueue queue = turns.queue();
    owned.remove(queue);
    pulling.queues(owned.size());
    log.info("{} is given up", queue);
    leaving.add(turns);
    return done.thenRun(
        () -> {
          leaving.remove(turns);
          pulling.forget(queue);
          if (locks != null) {
            locks.unlock(List.of(queue));
          }
        });
  }

  /**
   * Gives up everything, also what is leaving already.
   *
   * @param grace how long listeners get to finish, if that is longer than usual
   * @return completes on the loop
   */
  public CompletableFuture<Void> releaseAll(Duration grace) {
    wanted.clear();
    exactly = null;
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (QueueTurns turns : List.copyOf(leaving)) {
      all.add(turns.close(grace));
    }
    for (QueueTurns turns : List.copyOf(owned.values())) {
      all.add(leave(turns, turns.close(grace)));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Returns the turns of all queues that are ours. */
  public List<QueueTurns> turns() {
    return List.copyOf(owned.values());
  }

  /** Returns the turns of the queues that listeners may have messages of still. */
  public List<QueueTurns> inHand() {
    List<QueueTurns> all = new ArrayList<>(owned.values());
    all.addAll(leaving);
    return all;
  }

  /** Returns the puller of a queue, or null when it is not ours to pull. */
  public @Nullable QueuePuller puller(MessageQueue queue) {
    return owned.get(queue) instanceof QueuePuller puller ? puller : null;
  }

  /** Returns the queues that are ours and pulled, and so have offsets (protocol b 15, trap 30). */
  public Set<MessageQueue> pulled() {
    Set<MessageQueue> queues = new HashSet<>();
    for (QueueTurns turns : owned.values()) {
      if (turns.mode() == MessageRequest.Mode.PULL) {
        queues.add(turns.queue());
      }
    }
    return queues;
  }

  /** Returns the queues of a topic that are ours. */
  Set<MessageQueue> queues(String topic) {
    Set<MessageQueue> of = new HashSet<>(owned.keySet());
    of.removeIf(queue -> !queue.getTopic().equals(topic));
    return of;
  }

  /** Asks the brokers to go on locking the queues for this client. */
  public void renewLocks() {
    if (locks != null && !owned.isEmpty()) {
      relock(pulled());
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
                QueuePuller puller = puller(queue);
                if (puller != null) {
                  puller.locked(granted.contains(queue));
                }
              }
              return granted;
            });
  }
}
