package io.skua.client.internal.route;

import io.skua.client.internal.names.NameServers;
import io.skua.client.internal.names.NamesUnreachableException;
import io.skua.common.topic.TopicValidator;
import io.skua.net.Address;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.wire.MalformedException;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks name servers for routes and keeps what they say. The table is written on the loop and read
 * anywhere; of several callers that want one topic at the same time, one asks.
 */
public final class Routes {
  private static final Logger log = LoggerFactory.getLogger(Routes.class);

  private final NameServers names;
  private final Loop loop;
  private final Platform platform;
  private final Duration timeout;
  private final Map<String, CompletableFuture<TopicRoute>> asking = new HashMap<>(); // the loop's
  private volatile RouteTable table = RouteTable.EMPTY; // written on the loop
  private volatile BiConsumer<String, TopicRoute> listener = (topic, route) -> {};

  /**
   * Makes an empty table.
   *
   * @param timeout how long a question to the name servers may take
   */
  public Routes(NameServers names, Loop loop, Platform platform, Duration timeout) {
    this.names = names;
    this.loop = loop;
    this.platform = platform;
    this.timeout = timeout;
  }

  /** Returns what is known now. */
  public RouteTable table() {
    return table;
  }

  /** Sets who hears, on the loop, that the route of a topic has changed. */
  public void onChange(BiConsumer<String, TopicRoute> changed) {
    listener = changed;
  }

  /**
   * Returns the queues of a topic to send to: what is known, or what the name servers say. For a
   * topic that they do not know, it is the queues that it will get when the first message makes it
   * (protocol 6.6).
   *
   * @param newQueues the most queues that a topic made so gets on each broker
   * @return fails with {@link RouteException}; a view that it brings is not empty
   */
  public CompletableFuture<PublishView> publish(String topic, int newQueues) {
    PublishView known = table.publishView(topic);
    if (known != null && !known.isEmpty()) {
      return CompletableFuture.completedFuture(known);
    }
    return refresh(topic)
        .handle((route, failure) -> failure)
        .thenCompose(
            failure ->
                failure instanceof RouteException e && e.kind() == RouteException.Kind.UNKNOWN_TOPIC
                    ? inherit(topic, newQueues, e)
                    : failure == null
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure))
        .thenApply(done -> writable(topic));
  }

  /**
   * Asks the name servers for the route of one topic and keeps it. A route that is known stays when
   * this fails.
   *
   * @return fails with {@link RouteException}
   */
  public CompletableFuture<TopicRoute> refresh(String topic) {
    CompletableFuture<TopicRoute> result = new CompletableFuture<>();
    loop.run(
        () ->
            asking
                .computeIfAbsent(topic, this::ask)
                .whenComplete(
                    (route, failure) -> {
                      if (failure == null) {
                        result.complete(route);
                      } else {
                        result.completeExceptionally(unwrapped(failure));
                      }
                    }));
    return result;
  }

  /** Refreshes topics in the background; failures are logged. */
  public void refreshAll(Collection<String> topics) {
    for (String topic : topics) {
      refresh(topic)
          .whenComplete(
              (route, failure) -> {
                if (failure != null) {
                  log.debug("the route of {} was not refreshed: {}", topic, failure.getMessage());
                }
              });
    }
  }

  /** Forgets brokers that no route mentions any more. On the loop. */
  public void removeOfflineBrokers() {
    loop.assertInside();
    table = table.withoutOfflineBrokers();
  }

  private CompletableFuture<TopicRoute> ask(String topic) {
    CompletableFuture<TopicRoute> answer = fetch(topic).thenCompose(route -> kept(topic, route));
    // Behind the call above, because an answer that is there at once must not be taken out before
    // it was put in.
    answer.whenComplete((route, failure) -> loop.execute(() -> asking.remove(topic, answer)));
    return answer;
  }

  /** A route that says something impossible is like one that cannot be read. */
  private CompletableFuture<TopicRoute> kept(String topic, TopicRoute route) {
    try {
      accept(topic, route);
      return CompletableFuture.completedFuture(route);
    } catch (MalformedException e) {
      return CompletableFuture.failedFuture(routeException(e));
    }
  }

  private void accept(String topic, TopicRoute route) {
    loop.assertInside();
    RouteTable changed = table.with(topic, route, platform.random());
    if (changed != table) {
      table = changed;
      log.debug("route of {}: {}", topic, route);
      listener.accept(topic, route);
    }
  }

  private CompletableFuture<TopicRoute> fetch(String topic) {
    Frame question =
        Frame.request(RequestCode.GET_ROUTE_BY_TOPIC, GetRoute.WIRE, new GetRoute(topic, null));
    return names
        .ask(question, timeout, answer -> read(topic, answer))
        .handle(Routes::settled)
        .thenCompose(settled -> settled);
  }

  /** The route, or a {@link RouteException} whatever the failure was. */
  private static CompletableFuture<TopicRoute> settled(
      @Nullable Answer answer, @Nullable Throwable failure) {
    if (failure != null) {
      return CompletableFuture.failedFuture(routeException(unwrapped(failure)));
    }
    if (answer == null || answer.route == null) {
      return CompletableFuture.failedFuture(
          answer == null
              ? new RouteException(RouteException.Kind.REFUSED, "no answer", null)
              : answer.failure());
    }
    return CompletableFuture.completedFuture(answer.route);
  }

  private static RouteException routeException(Throwable failure) {
    if (failure instanceof NamesUnreachableException unreachable) {
      return new RouteException(
          unreachable.asked().isEmpty()
              ? RouteException.Kind.NO_NAME_SERVER
              : RouteException.Kind.UNREACHABLE,
          String.valueOf(unreachable.getMessage()),
          unreachable);
    }
    return new RouteException(
        RouteException.Kind.REFUSED, "the route cannot be read: " + failure.getMessage(), failure);
  }

  /** What a name server said of a topic. */
  private record Answer(
      String topic, int code, @Nullable String remark, @Nullable TopicRoute route) {
    RouteException failure() {
      return code == ResponseCode.TOPIC_NOT_EXIST
          ? new RouteException(
              RouteException.Kind.UNKNOWN_TOPIC,
              "the name server does not know the topic " + topic,
              null)
          : new RouteException(
              RouteException.Kind.REFUSED,
              "the name server answered with code " + code + ": " + remark,
              null);
    }
  }

  private static Answer read(String topic, Frame answer) {
    if (answer.code() != ResponseCode.SUCCESS) {
      return new Answer(topic, answer.code(), answer.remark(), null);
    }
    try {
      TopicRoute route =
          TopicRoute.parse(answer.bodyArray(), answer.bodyFrom(), answer.bodyLength());
      route.brokers().forEach(broker -> broker.addresses().values().forEach(Address::parse));
      return new Answer(topic, answer.code(), answer.remark(), route);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a broker address in the route of " + topic, e);
    }
  }

  // The topic that new topics inherit from is always asked for under this name, whatever the
  // producer's createTopicKey.
  private CompletableFuture<Void> inherit(String topic, int newQueues, RouteException unknown) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    refresh(TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC)
        .whenComplete(
            (parent, failure) ->
                loop.run(
                    () -> {
                      if (failure == null) {
                        accept(topic, capped(parent, newQueues));
                        result.complete(null);
                      } else {
                        result.completeExceptionally(notCreated(topic, unknown, failure));
                      }
                    }));
    return result;
  }

  private static Throwable notCreated(String topic, RouteException unknown, Throwable failure) {
    if (!(failure instanceof RouteException e) || e.kind() != RouteException.Kind.UNKNOWN_TOPIC) {
      return failure;
    }
    RouteException both =
        new RouteException(
            RouteException.Kind.UNKNOWN_TOPIC,
            "the name server does not know the topic "
                + topic
                + ", and no broker there creates topics automatically ("
                + TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC
                + " is not there either, as when autoCreateTopicEnable is false or no broker has registered)",
            unknown);
    both.addSuppressed(failure);
    return both;
  }

  private static TopicRoute capped(TopicRoute parent, int most) {
    List<QueueRoute> queues = new ArrayList<>();
    for (QueueRoute queue : parent.queues()) {
      int count = Math.min(most, queue.readQueueNums());
      queues.add(
          new QueueRoute(queue.brokerName(), queue.perm(), count, count, queue.topicSysFlag()));
    }
    return TopicRoute.of(parent.brokers(), queues);
  }

  private PublishView writable(String topic) {
    PublishView view = table.publishView(topic);
    if (view == null || view.isEmpty()) {
      throw new CompletionException(
          new RouteException(
              RouteException.Kind.NOT_WRITABLE,
              "the topic "
                  + topic
                  + " is there, but no queue of it can be written to: "
                  + table.route(topic),
              null));
    }
    return view;
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? failure : cause;
  }
}
