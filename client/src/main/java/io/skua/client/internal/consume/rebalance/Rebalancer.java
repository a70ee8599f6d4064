package io.skua.client.internal.consume.rebalance;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.PopSettings;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.pull.QueuePuller;
import io.skua.client.internal.consume.turn.QueueTurns;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.route.ReadableQueues;
import io.skua.common.MixAll;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.runtime.Cancellable;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.ConsumerList;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumerList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which queues are to be ours (protocol b 3). One round at a time: wishes that come
 * during a round, or soon after it, are one round more, however many there are. The loop owns it.
 */
public final class Rebalancer {
  private static final Logger log = LoggerFactory.getLogger(Rebalancer.class);

  /** The time between two rounds while something is missing (protocol b 3.1). */
  private static final Duration GAP =
      Duration.ofMillis(Long.getLong("rocketmq.client.rebalance.minInterval", 1_000));

  /**
   * The time between two rounds that somebody asks for. Short: who has to give a queue up must hear
   * of it before the one who gets the queue begins.
   */
  private static final Duration WISH_GAP = Duration.ofMillis(Math.min(GAP.toMillis(), 200));

  /**
   * How long a queue rests before it is pulled, while others may have it still: the gap of their
   * rounds, what listeners get to finish, and as much again as the gap for the network.
   */
  private static final Duration HAND_OVER = QueuePuller.HAND_OVER.plus(WISH_GAP.multipliedBy(2));

  /** For how many rounds a broker that does not know this client yet is not believed. */
  private static final int DOUBTS = 3;

  private final ClientInstance instance;
  private final ConsumerSettings settings;
  private final SubscriptionTable subscriptions;
  private final Allocator allocator;
  private final Assignment assignment;
  private final QueueChanges changes;
  private final @Nullable BrokerShares shares; // null: the members share the queues out themselves
  private final Map<String, List<MessageQueue>> given = new HashMap<>(); // by hand; the loop's
  private boolean running;
  private boolean again;
  private @Nullable Cancellable planned;
  private long plannedAt;
  private boolean stopped;
  private long lastRound;
  private boolean ranOnce;
  private int doubts;

  /** Puts the parts together. */
  public Rebalancer(
      ClientInstance instance,
      ConsumerSettings settings,
      SubscriptionTable subscriptions,
      Allocator allocator,
      Assignment assignment,
      QueueChanges changes) {
    this.instance = instance;
    this.settings = settings;
    this.subscriptions = subscriptions;
    this.allocator = allocator;
    this.assignment = assignment;
    this.changes = changes;
    PopSettings pops = settings.pops();
    this.shares =
        pops == null
            ? null
            : new BrokerShares(instance, settings.group(), pops.strategyName(), subscriptions);
  }

  /** Asks for a round: now, or when the gap after the last one is over. */
  public void wake() {
    if (running) {
      again = true;
    } else {
      plan(WISH_GAP);
    }
  }

  private void plan(Duration gap) {
    long now = instance.platform().clock().nanos();
    long at = ranOnce ? Math.max(now, lastRound + gap.toNanos()) : now;
    if (stopped || (planned != null && plannedAt <= at)) {
      return;
    }
    if (planned != null) {
      planned.cancel();
      planned = null;
    }
    if (at == now) {
      round();
    } else {
      plannedAt = at;
      planned = instance.loop().after(Duration.ofNanos(at - now), this::due);
    }
  }

  private void due() {
    planned = null;
    if (!stopped) {
      round();
    }
  }

  /**
   * Says which queues a topic has that name servers do not know, and whose route was put in by
   * hand. What a name server says of the topic later counts instead.
   */
  public void give(String topic, Collection<MessageQueue> queues) {
    if (subscriptions.find(topic) != null) {
      List<MessageQueue> sorted = new ArrayList<>(queues);
      Collections.sort(sorted); // as in ReadableQueues
      given.put(topic, sorted);
    }
  }

  private List<MessageQueue> queues(String topic, TopicRoute route) {
    List<MessageQueue> byHand = given.get(topic);
    return byHand != null && instance.routes().table().route(topic) == null
        ? byHand
        : ReadableQueues.of(topic, route);
  }

  // A round comes by itself when the route of another topic tells of the broker.
  private boolean isByHand(String topic) {
    boolean byHand = instance.routes().table().route(topic) == null;
    if (byHand) {
      log.warn(
          "no broker of the route that was put in for {} is known, so nothing of it is consumed;"
              + " ask for the route of a topic that lives there",
          topic);
    }
    return byHand;
  }

  /** Begins no more rounds, and lets the result of the one that runs be. */
  public void stop() {
    stopped = true;
  }

  private void round() {
    running = true;
    ranOnce = true;
    lastRound = instance.platform().clock().nanos();
    if (shares != null) {
      shares.tidy();
    }
    Set<String> topics = new TreeSet<>(subscriptions.topics());
    assignment.retainTopics(topics);
    Map<Address, CompletableFuture<List<String>>> asked = new HashMap<>();
    List<CompletableFuture<Boolean>> results = new ArrayList<>();
    for (String topic : topics) {
      results.add(
          balance(topic, asked)
              .exceptionally(
                  failure -> {
                    log.warn("the queues of {} stay as they are: {}", topic, failure.getMessage());
                    return false;
                  }));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .whenComplete((all, failure) -> instance.loop().run(() -> ended(results)));
  }

  private void ended(List<CompletableFuture<Boolean>> results) {
    running = false;
    boolean balanced = true;
    for (CompletableFuture<Boolean> result : results) {
      balanced &= result.getNow(false);
    }
    if (again) {
      again = false;
      plan(WISH_GAP);
    } else if (!balanced) {
      plan(GAP);
    }
  }

  /** Returns whether the queues of a topic are as they should be. */
  private CompletableFuture<Boolean> balance(
      String topic, Map<Address, CompletableFuture<List<String>>> asked) {
    TopicRoute route = instance.routes().known(topic);
    if (route == null) {
      // That of a new group's retry topic is made by its first heartbeat.
      if (!topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
        log.warn("the name server knows no route of {}, so nothing of it is consumed", topic);
      }
      instance.routes().refreshAll(List.of(topic));
      return CompletableFuture.completedFuture(true);
    }
    List<MessageQueue> all = queues(topic, route);
    if (settings.broadcasting()) {
      return apply(topic, all, all, MessageRequest.Mode.PULL, Duration.ZERO);
    }
    Address broker = broker(route, asked.keySet());
    if (broker == null) {
      return CompletableFuture.completedFuture(isByHand(topic));
    }
    if (shares != null) {
      return shares.ask(topic, broker).thenCompose(share -> take(topic, all, share, broker, asked));
    }
    return byMembers(topic, all, broker, asked);
  }

  private CompletableFuture<Boolean> byMembers(
      String topic,
      List<MessageQueue> all,
      Address broker,
      Map<Address, CompletableFuture<List<String>>> asked) {
    return asked.computeIfAbsent(broker, this::ids).thenCompose(ids -> share(topic, all, ids));
  }

  private CompletableFuture<Boolean> take(
      String topic,
      List<MessageQueue> all,
      BrokerShares.Share share,
      Address broker,
      Map<Address, CompletableFuture<List<String>>> asked) {
    if (stopped || share.unknown()) {
      return CompletableFuture.completedFuture(false);
    }
    return share.unsupported()
        ? byMembers(topic, all, broker, asked)
        : apply(topic, all, share.queues(), share.mode(), HAND_OVER);
  }

  /**
   * Returns a broker of the route: one that has been asked in this round, else the one that has
   * known this client for the longest time. A broker that is just back has not heard of all members
   * of the group yet, and the first of them would take every queue.
   */
  private @Nullable Address broker(TopicRoute route, Set<Address> asked) {
    List<Address> candidates = new ArrayList<>();
    for (BrokerRoute broker : route.brokers()) {
      Address address = instance.routes().table().broker(broker.brokerName(), MixAll.MASTER_ID);
      if (address != null && asked.contains(address)) {
        return address;
      }
      if (address != null) {
        candidates.add(address);
      }
    }
    if (candidates.isEmpty()) {
      return null;
    }
    Address known = instance.longestKnownTo(candidates);
    return known == null
        ? candidates.get(instance.platform().random().nextInt(candidates.size()))
        : known;
  }

  private CompletableFuture<List<String>> ids(Address broker) {
    GetConsumerList header = new GetConsumerList(settings.group());
    return instance
        .links()
        .call(
            broker,
            Frame.request(RequestCode.GET_CONSUMER_LIST_BY_GROUP, GetConsumerList.WIRE, header),
            instance.apiTimeout(),
            answer -> {
              if (answer.code() != ResponseCode.SUCCESS) {
                throw new IllegalStateException(
                    broker
                        + " does not say who else consumes: code "
                        + answer.code()
                        + ": "
                        + answer.remark());
              }
              List<String> ids =
                  new ArrayList<>(ConsumerList.parse(answer.bodyBytes()).clientIds());
              Collections.sort(ids);
              return ids;
            })
        .whenComplete(
            (ids, failure) -> {
              // Whoever has restarted, or has not heard of this client, is told, and asked last.
              if (ids == null || !ids.contains(instance.clientId())) {
                doubts++;
                instance.unknownTo(broker);
              } else {
                doubts = 0;
              }
            });
  }

  private CompletableFuture<Boolean> share(String topic, List<MessageQueue> all, List<String> ids) {
    String me = instance.clientId();
    if (!ids.contains(me) && doubts <= DOUBTS) {
      return CompletableFuture.completedFuture(false);
    }
    boolean alone = ids.equals(List.of(me));
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    CompletableFuture.supplyAsync(
            () -> allocator.allocate(settings.group(), me, all, ids), instance.callbacks())
        .whenComplete(
            (ours, failure) ->
                instance
                    .loop()
                    .run(
                        () -> {
                          if (stopped) {
                            result.complete(false);
                          } else if (ours == null) {
                            result.completeExceptionally(
                                new IllegalStateException(
                                    "the strategy of group " + settings.group() + " failed",
                                    failure));
                          } else {
                            apply(
                                    topic,
                                    all,
                                    ours,
                                    MessageRequest.Mode.PULL,
                                    alone ? Duration.ZERO : HAND_OVER)
                                .thenAccept(result::complete);
                          }
                        }));
    return result;
  }

  private CompletableFuture<Boolean> apply(
      String topic,
      List<MessageQueue> all,
      List<MessageQueue> ours,
      MessageRequest.Mode mode,
      Duration rest) {
    return assignment
        .assign(topic, new HashSet<>(ours), mode)
        .thenApply(
            result -> {
              if (result.changed() && !stopped) {
                announce(topic, all, result.fresh(), rest);
              }
              return result.complete();
            });
  }

  // In a turn of its own, as other topics of this round may be announced in this one: a heartbeat
  // that is on its way does not say what is new since, and is not joined by a second one.
  private void tell(List<QueueTurns> fresh, Duration rest) {
    instance
        .heartbeat()
        .whenComplete(
            (sent, failure) ->
                instance.loop().run(() -> fresh.forEach(turns -> turns.start(rest))));
  }

  // The brokers hear first: a pull with a version of the subscription that they do not know is
  // refused (trap 18).
  private void announce(
      String topic, List<MessageQueue> all, List<QueueTurns> fresh, Duration rest) {
    Set<MessageQueue> ours = assignment.queues(topic);
    log.info(
        "group {} consumes {} of the {} queues of {}: {}",
        settings.group(),
        ours.size(),
        all.size(),
        topic,
        ours);
    subscriptions.renew(topic, instance.platform().clock().wallMillis());
    instance.loop().execute(() -> tell(fresh, rest));
    Set<MessageQueue> everything = new HashSet<>(all);
    instance.callbacks().execute(() -> changes.changed(topic, everything, ours));
  }
}
