package io.skua.client.internal.send;

import io.skua.client.internal.route.Routes;
import io.skua.net.Links;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages: route, choice of the queue, attempts, one outcome. Knows nothing of synchronous,
 * asynchronous and one-way; the {@link SendPlan} holds what differs. Thread-safe.
 */
public final class SendPipeline {
  /** How many ports the port for senders is below a broker's main port (protocol 6.13). */
  public static final int VIP_DISTANCE = 2;

  final Loop loop;
  final Routes routes;
  final Links links;
  final Platform platform;
  final FaultBook faults;
  final QueueChooser chooser;

  /** Makes a pipeline over the connections of a client. */
  public SendPipeline(Loop loop, Routes routes, Links links, Platform platform) {
    this.loop = loop;
    this.routes = routes;
    this.links = links;
    this.platform = platform;
    this.faults = new FaultBook(platform.clock());
    this.chooser = new QueueChooser(faults, platform.random());
  }

  /** Returns what is remembered of slow and unreachable brokers. */
  public FaultBook faults() {
    return faults;
  }

  /**
   * Sends a message. The first attempt leaves in the caller's thread when the route is known;
   * everything later happens on the loop.
   *
   * @return completes with the outcome within the plan's time; exceptionally only when the message
   *     cannot be put into a frame
   */
  public CompletableFuture<Outcome> send(Outgoing message, SendPlan plan) {
    return send(message, plan, null);
  }

  /**
   * As {@link #send(Outgoing, SendPlan)}, with hooks around each attempt.
   *
   * @param hooks null for none, which costs nothing
   */
  public CompletableFuture<Outcome> send(
      Outgoing message, SendPlan plan, @Nullable AttemptHooks hooks) {
    SendTask task = new SendTask(this, message, plan, false, hooks);
    task.begin();
    return task;
  }

  /**
   * Sends a message that nobody answers. Does not wait for a connection.
   *
   * @param hooks called around the attempt; null for none
   * @return completes when the request has been handed to a connection, or with what prevented it
   */
  public CompletableFuture<Outcome> sendOneWay(
      Outgoing message, SendPlan plan, @Nullable AttemptHooks hooks) {
    SendTask task = new SendTask(this, message, plan, true, hooks);
    task.begin();
    return task;
  }
}
