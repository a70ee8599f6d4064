package io.skua.client.internal.send;

import io.skua.client.internal.route.Routes;
import io.skua.net.Links;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import java.util.function.Consumer;
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
  private final Handover handover;

  /** Makes a pipeline over the connections of a client. */
  public SendPipeline(Loop loop, Routes routes, Links links, Platform platform) {
    this.loop = loop;
    this.routes = routes;
    this.links = links;
    this.platform = platform;
    this.faults = new FaultBook(platform.clock());
    this.handover = new Handover(loop);
    this.chooser = new QueueChooser(faults, platform.random());
  }

  /** Returns the way to the callback threads. */
  public Handover handover() {
    return handover;
  }

  /** Returns what is remembered of slow and unreachable brokers. */
  public FaultBook faults() {
    return faults;
  }

  /**
   * Sends a message. The first attempt leaves in the caller's thread when the route is known;
   * everything later happens on the loop.
   *
   * @param choice the queue that the caller has chosen, or null
   * @param timeoutMillis for the whole send
   * @param end gets the outcome, once, within that time: on the loop, or in this call
   */
  public void send(
      Outgoing message,
      SendPlan plan,
      SendPlan.@Nullable QueueChoice choice,
      long timeoutMillis,
      Consumer<Outcome> end) {
    new SendTask(this, message, plan, choice, timeoutMillis, end).begin();
  }

  /**
   * As above, with hooks around each attempt, in whose threads the outcome comes.
   *
   * @param hooks of this send alone
   */
  public void send(
      Outgoing message,
      SendPlan plan,
      SendPlan.@Nullable QueueChoice choice,
      long timeoutMillis,
      Consumer<Outcome> end,
      AttemptHooks hooks) {
    new HookedTask(this, message, plan, choice, timeoutMillis, end, hooks).begin();
  }
}
