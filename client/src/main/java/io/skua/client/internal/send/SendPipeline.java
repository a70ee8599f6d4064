package io.skua.client.internal.send;

import io.skua.client.internal.route.Routes;
import io.skua.net.Links;
import io.skua.runtime.Backoff;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages: route, choice of the queue, attempts, one outcome. Knows nothing of synchronous,
 * asynchronous and one-way; the {@link SendPlan} holds what differs. Thread-safe.
 */
public final class SendPipeline {
  /** How many ports the port for senders is below a broker's main port (protocol 6.13). */
  public static final int VIP_DISTANCE = 2;

  /** How long a send waits after a broker has said that it is busy. */
  static final Backoff BUSY = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1), 2);

  final Loop loop;
  final Routes routes;
  final Links links;
  final Platform platform;
  final FaultBook faults;
  final QueueChooser chooser;
  private final Set<SendTask> paused = new HashSet<>(); // the loop's

  /** Makes a pipeline over the connections of a client. */
  public SendPipeline(Loop loop, Routes routes, Links links, Platform platform) {
    this.loop = loop;
    this.routes = routes;
    this.links = links;
    this.platform = platform;
    this.faults = new FaultBook(platform.clock());
    this.chooser = new QueueChooser(faults, platform.random());
  }

  /** Lets a send wait. */
  void pause(SendTask task, Duration pause) {
    try {
      loop.run(
          () -> {
            paused.add(task);
            loop.after(pause, () -> resume(task));
          });
    } catch (RejectedExecutionException e) {
      // The client has been shut down: the next attempt says so.
      task.resume();
    }
  }

  private void resume(SendTask task) {
    if (paused.remove(task)) {
      task.resume();
    }
  }

  /** Lets no send wait any longer: once connections are closed, each ends so. On the loop. */
  public void resumeAll() {
    List.copyOf(paused).forEach(this::resume);
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
   * @param start when the send began, before its message was encoded: on the clock, in ns
   * @param timeoutMillis for the whole send
   * @param end gets the outcome, once, within that time: on the loop, or in this call
   */
  public void send(
      Outgoing message,
      SendPlan plan,
      SendPlan.@Nullable QueueChoice choice,
      long start,
      long timeoutMillis,
      Consumer<Outcome> end) {
    new SendTask(this, message, plan, choice, start, timeoutMillis, end).begin();
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
      long start,
      long timeoutMillis,
      Consumer<Outcome> end,
      AttemptHooks hooks) {
    new HookedTask(this, message, plan, choice, start, timeoutMillis, end, hooks).begin();
  }
}
