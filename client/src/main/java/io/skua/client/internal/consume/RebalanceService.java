package io.skua.client.internal.consume;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says when to rebalance: at a steady interval, and at once when asked. Several wishes before the
 * next turn of the loop are one.
 */
public final class RebalanceService {
  private final Loop loop;
  private final Duration interval;
  private final Runnable rebalance;
  private volatile @Nullable Cancellable timer;
  private boolean asked; // the loop's

  /**
   * Makes a service that does nothing until it is started.
   *
   * @param interval property {@code rocketmq.client.rebalance.waitInterval}, 20 s by default
   * @param rebalance runs on the loop
   */
  public RebalanceService(Loop loop, Duration interval, Runnable rebalance) {
    this.loop = loop;
    this.interval = interval;
    this.rebalance = rebalance;
  }

  /** Begins; the first rebalance is one interval away. */
  public void start() {
    timer = loop.every(interval, interval, rebalance);
  }

  /** Rebalances in the next turn of the loop. */
  public void wakeUp() {
    loop.run(
        () -> {
          if (!asked) {
            asked = true;
            loop.execute(
                () -> {
                  asked = false;
                  rebalance.run();
                });
          }
        });
  }

  /** Ends the interval. */
  public void stop() {
    Cancellable running = timer;
    if (running != null) {
      running.cancel();
    }
  }
}
