package io.skua.server.assignment;

import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Registrar;
import io.skua.server.broker.Topics;
import io.skua.server.names.Registry;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetRoute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the queues of a topic are, on this broker and on others: as the name servers say, or the
 * one of this process. On the loop.
 */
public final class ClusterRoutes {
  private static final Logger log = LoggerFactory.getLogger(ClusterRoutes.class);

  /** After this the next one is asked: a client waits 3 s for its assignment (protocol b 3.5). */
  private static final Duration SHARE = Duration.ofSeconds(1);

  private final Topics topics;
  private final Identity identity;
  private final @Nullable Registry local;
  private final List<Address> nameServers;
  private final Links links;
  private final Loop loop;

  /**
   * Makes it.
   *
   * @param local the name server of this process, or null
   * @param nameServers the others; may be empty
   */
  public ClusterRoutes(
      Topics topics,
      Identity identity,
      @Nullable Registry local,
      List<Address> nameServers,
      Links links,
      Loop loop) {
    this.topics = topics;
    this.identity = identity;
    this.local = local;
    this.nameServers = nameServers;
    this.links = links;
    this.loop = loop;
  }

  /** Hears where a topic's queues are; null when that is not known. */
  public void find(String topic, Consumer<@Nullable List<QueueRoute>> listener) {
    if (!nameServers.isEmpty()) {
      ask(topic, 0, listener);
      return;
    }
    TopicRoute route = local == null ? null : local.route(topic, null, UnaryOperator.identity());
    listener.accept(route == null ? here(topic) : route.queues());
  }

  private @Nullable List<QueueRoute> here(String topic) {
    TopicConfig known = topics.find(topic);
    return known == null
        ? null
        : List.of(
            new QueueRoute(
                identity.broker(),
                known.perm(),
                known.readQueueNums(),
                known.writeQueueNums(),
                known.sysFlag()));
  }

  /**
   * Asks one name server after the other. The question itself has as much time as a registration:
   * with its end a silent connection is given up, and a name server that was slow for a moment
   * would forget this broker.
   */
  private void ask(String topic, int at, Consumer<@Nullable List<QueueRoute>> listener) {
    if (at == nameServers.size()) {
      listener.accept(null);
      return;
    }
    Address nameServer = nameServers.get(at);
    Frame request =
        Frame.request(RequestCode.GET_ROUTE_BY_TOPIC, GetRoute.WIRE, new GetRoute(topic, null));
    CompletableFuture<@Nullable List<QueueRoute>> answer =
        links.call(nameServer, request, Registrar.PATIENCE, ClusterRoutes::queues);
    Cancellable limit =
        loop.after(
            SHARE,
            () -> answer.completeExceptionally(new TimeoutException("no answer in " + SHARE)));
    answer.whenComplete(
        (queues, failure) -> {
          limit.cancel();
          if (failure != null) {
            log.warn(
                "name server {} does not say where {} is: {}",
                nameServer,
                topic,
                failure.getMessage());
            ask(topic, at + 1, listener);
          } else {
            listener.accept(queues);
          }
        });
  }

  private static @Nullable List<QueueRoute> queues(Frame answer) {
    return answer.code() == ResponseCode.SUCCESS
        ? TopicRoute.parse(answer.bodyArray(), answer.bodyFrom(), answer.bodyLength()).queues()
        : null;
  }
}
