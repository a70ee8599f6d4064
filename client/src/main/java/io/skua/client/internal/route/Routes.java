package io.skua.client.internal.route;

import io.skua.client.internal.access.AccessRefusal;
import io.skua.client.internal.names.NameServers;
import io.skua.client.internal.names.NamesUnreachableException;
import io.skua.client.internal.rpc.RpcHooks;
import io.skua.common.topic.TopicValidator;
import io.skua.net.Address;
import io.skua.remoting.RPCHook;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.wire.MalformedException;
import io.skua.wire.body.BrokerRoute;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
  private final Map<String, Question> asking = new HashMap<>(); // the loop's
  private volatile RouteTable table = RouteTable.EMPTY; // written on the loop
  private final ConcurrentMap<String, TopicRoute> byHand = new ConcurrentHashMap<>();
  private @Nullable RPCHook hook; // set before the first question
  private volatile @Nullable BiConsumer<String, TopicRoute> listener;

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

  /**
   * Returns the routes that the application has put in, by topic, for topics that name servers do
   * not know. Nothing is sent by them, and what they say of addresses does not count: the brokers
   * are found by their names. From any thread, for reading and writing.
   */
  public ConcurrentMap<String, TopicRoute> byHand() {
    return byHand;
  }

  /** Returns the route of a topic, as name servers or else the application have it; or null. */
  public @Nullable TopicRoute known(String topic) {
    TopicRoute told = table.route(topic);
    return told != null ? told : byHand.get(topic);
  }

  /** Sets the hook that signs questions, so that refusals can name its user. */
  public void signedBy(@Nullable RPCHook signing) {
    hook = signing;
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
    Publishing publishing = new Publishing(topic, newQueues);
    loop.run(publishing);
    return publishing;
  }

  /**
   * Asks the name servers for the route of one topic and keeps it. A route that is known stays when
   * this fails.
   *
   * @return completes on the loop; fails with {@link RouteException}
   */
  public CompletableFuture<TopicRoute> refresh(String topic) {
    Refresh refresh = new Refresh(topic);
    loop.run(refresh);
    return refresh;
  }

  /** Refreshes topics in the background; failures are logged. */
  public void refreshAll(Collection<String> topics) {
    for (String topic : topics) {
      loop.run(new BackgroundRefresh(topic));
    }
  }

  /** Forgets brokers that no route mentions any more. On the loop. */
  public void removeOfflineBrokers() {
    loop.assertInside();
    table = table.withoutOfflineBrokers();
  }

  private void accept(String topic, TopicRoute route) {
    loop.assertInside();
    RouteTable changed = table.with(topic, route, platform.random());
    if (changed != table) {
      table = changed;
      log.debug("route of {}: {}", topic, route);
      BiConsumer<String, TopicRoute> hears = listener;
      if (hears != null) {
        hears.accept(topic, route);
      }
    }
  }

  /** Somebody's wish for the route of a topic: part of the question that is under way. */
  private class Refresh extends CompletableFuture<TopicRoute>
      implements Runnable, BiConsumer<@Nullable TopicRoute, @Nullable Throwable> {
    final String topic;

    Refresh(String topic) {
      this.topic = topic;
    }

    @Override
    public void run() {
      Question question = asking.get(topic);
      if (question == null) {
        question = new Question(topic);
        asking.put(topic, question);
        question.ask();
      }
      question.whenComplete(this);
    }

    @Override
    public void accept(@Nullable TopicRoute route, @Nullable Throwable failure) {
      if (route != null) {
        complete(route);
      } else {
        completeExceptionally(unwrapped(failure));
      }
    }
  }

  /** A wish whose failure nobody but the log hears of. */
  private final class BackgroundRefresh extends Refresh {
    BackgroundRefresh(String topic) {
      super(topic);
    }

    @Override
    public void accept(@Nullable TopicRoute route, @Nullable Throwable failure) {
      if (failure != null) {
        log.debug("the route of {} was not refreshed: {}", topic, failure.getMessage());
      }
    }
  }

  /** One question to the name servers. Begins and ends on the loop. */
  private final class Question extends CompletableFuture<TopicRoute>
      implements Function<Frame, Answer>, BiConsumer<@Nullable Answer, @Nullable Throwable> {
    private final String topic;

    Question(String topic) {
      this.topic = topic;
    }

    void ask() {
      GetRoute header = new GetRoute(topic, null);
      names
          .ask(Frame.request(RequestCode.GET_ROUTE_BY_TOPIC, GetRoute.WIRE, header), timeout, this)
          .whenComplete(this);
    }

    @Override
    public Answer apply(Frame answer) {
      return read(topic, answer);
    }

    @Override
    public void accept(@Nullable Answer answer, @Nullable Throwable failure) {
      asking.remove(topic, this);
      if (answer == null) {
        completeExceptionally(routeException(unwrapped(failure)));
      } else if (answer.route == null) {
        completeExceptionally(answer.failure(hook));
      } else {
        keep(answer.route);
      }
    }

    /** A route that says something impossible is like one that cannot be read. */
    private void keep(TopicRoute route) {
      try {
        Routes.this.accept(topic, route);
        complete(route);
      } catch (MalformedException e) {
        completeExceptionally(routeException(e));
      }
    }
  }

  /** Somebody's wish for queues to send to: the topic's own, else those that it will inherit. */
  private final class Publishing extends CompletableFuture<PublishView>
      implements Runnable, BiConsumer<@Nullable TopicRoute, @Nullable Throwable> {
    private final String topic;
    private final int newQueues;
    private @Nullable RouteException unknown; // set while the parent is asked for

    Publishing(String topic, int newQueues) {
      this.topic = topic;
      this.newQueues = newQueues;
    }

    @Override
    public void run() {
      refresh(topic).whenComplete(this);
    }

    @Override
    public void accept(@Nullable TopicRoute route, @Nullable Throwable failure) {
      RouteException earlier = unknown;
      if (route != null) {
        if (earlier != null) {
          Routes.this.accept(topic, capped(route, newQueues));
        }
        end();
      } else if (earlier != null) {
        completeExceptionally(notCreated(topic, earlier, unwrapped(failure)));
      } else if (unwrapped(failure) instanceof RouteException e
          && e.kind() == RouteException.Kind.UNKNOWN_TOPIC) {
        // New topics inherit from the topic of this name, whatever the producer's createTopicKey.
        unknown = e;
        refresh(TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC).whenComplete(this);
      } else {
        completeExceptionally(unwrapped(failure));
      }
    }

    private void end() {
      PublishView view = table.publishView(topic);
      if (view == null || view.isEmpty()) {
        completeExceptionally(
            new RouteException(
                RouteException.Kind.NOT_WRITABLE,
                "the topic "
                    + topic
                    + " is there, but no queue of it can be written to: "
                    + table.route(topic),
                null));
      } else {
        complete(view);
      }
    }
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
    String what = failure instanceof MalformedException ? "cannot be read" : "was not asked for";
    return new RouteException(
        RouteException.Kind.REFUSED, "the route " + what + ": " + failure.getMessage(), failure);
  }

  /** What a name server said of a topic. */
  private record Answer(
      String topic, int code, @Nullable String remark, @Nullable TopicRoute route) {
    RouteException failure(@Nullable RPCHook hook) {
      AccessRefusal access = AccessRefusal.of(code, remark);
      if (access != null) {
        return new RouteException(access.orUser(RpcHooks.user(hook)));
      }
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
      for (BrokerRoute broker : route.brokers()) {
        for (String address : broker.addresses().values()) {
          Address.parse(address);
        }
      }
      return new Answer(topic, answer.code(), answer.remark(), route);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a broker address in the route of " + topic, e);
    }
  }

  private static Throwable notCreated(String topic, RouteException unknown, Throwable failure) {
    if (!(failure instanceof RouteException e)
        || (e.kind() != RouteException.Kind.UNKNOWN_TOPIC && !notPermitted(e))) {
      return failure;
    }
    String parent = TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC;
    RouteException both =
        new RouteException(
            RouteException.Kind.UNKNOWN_TOPIC,
            "the name server does not know the topic "
                + topic
                + (notPermitted(e)
                    ? ", and does not let this user see "
                        + parent
                        + ", after which topics are created automatically ("
                        + e.getMessage()
                        + ")"
                    : ", and no broker there creates topics automatically ("
                        + parent
                        + " is not there either, as when autoCreateTopicEnable is false or no broker has registered)"),
            unknown);
    both.addSuppressed(failure);
    return both;
  }

  private static boolean notPermitted(RouteException failure) {
    AccessRefusal access = failure.access();
    return access != null && !access.kind().isCredentials();
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

  private static Throwable unwrapped(@Nullable Throwable failure) {
    if (failure == null) {
      return new RouteException(RouteException.Kind.REFUSED, "no answer", null);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? failure : cause;
  }
}
