package io.skua.client.internal.send;

import io.skua.client.exception.OverloadedException;
import io.skua.runtime.Platform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many asynchronous sends of a producer are under way, and how many bytes they hold
 * (protocol 6.11). A send is under way from its permit until its callback begins, so that slow
 * callbacks slow the senders down as well. Who waits gets room in the order of asking. Thread-safe.
 *
 * <p>A callback that sends does not wait: if all callback threads did, nobody would be left to give
 * permits back. Its send goes over the limit, where it takes the place of the one whose callback it
 * is.
 */
public final class BackPressure {
  private static final int LEAST_SENDS = 10;
  private static final int LEAST_BYTES = 1024 * 1024;
  private static final ThreadLocal<Boolean> IN_CALLBACK = new ThreadLocal<>();

  private final Platform platform;
  private volatile boolean enabled;
  // Guarded by this.
  private final Deque<Permit> waiting = new ArrayDeque<>();
  private int maxSends = 1024;
  private int maxBytes = 100 * 1024 * 1024;
  private int sends;
  private long bytes;

  /** Makes limits that are not enabled. */
  public BackPressure(Platform platform) {
    this.platform = platform;
  }

  /** The right to have one message under way. Its future ends when it is granted. */
  public final class Permit extends CompletableFuture<Void> {
    private final int size;
    private boolean held; // guarded by the limits

    private Permit(int size) {
      this.size = size;
    }

    /** Gives the permit back; does nothing the second time. */
    public void release() {
      giveBack(this);
    }

    /** Gives the permit back, and runs a callback, which may send without waiting. */
    public void release(Runnable callback) {
      release();
      IN_CALLBACK.set(true);
      try {
        callback.run();
      } finally {
        IN_CALLBACK.remove();
      }
    }
  }

  /**
   * Takes a permit, and waits for it at most so long; never in a callback.
   *
   * @param size bytes of the body
   * @throws OverloadedException when there is no room within the time, or the thread is interrupted
   *     meanwhile, which stays set
   */
  public Permit acquire(int size, long timeoutMillis) throws OverloadedException {
    Permit permit = new Permit(Math.max(1, size));
    boolean mayWait = IN_CALLBACK.get() == null;
    synchronized (this) {
      if (!mayWait || (waiting.isEmpty() && fits(permit))) {
        take(permit);
        return permit;
      }
      waiting.add(permit);
    }
    try {
      platform.await(permit, Duration.ofMillis(Math.max(0, timeoutMillis)));
    } catch (TimeoutException e) {
      refuseUnlessHeld(permit, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuseUnlessHeld(permit, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a permit does not fail", e);
    }
    return permit;
  }

  private void refuseUnlessHeld(Permit permit, @Nullable Throwable cause)
      throws OverloadedException {
    String text;
    synchronized (this) {
      if (permit.held) {
        return;
      }
      waiting.remove(permit);
      text = refusal();
    }
    grant(); // What waited behind a large message may fit.
    throw new OverloadedException(text, cause, List.of());
  }

  // The known texts of 5.3.3, and the figures.
  private String refusal() {
    return sends >= maxSends
        ? "send message tryAcquire semaphoreAsyncNum timeout: "
            + sends
            + " asynchronous sends are under way, limit "
            + maxSends
        : "send message tryAcquire semaphoreAsyncSize timeout: "
            + bytes
            + " bytes are under way in asynchronous sends, limit "
            + maxBytes;
  }

  // A message that is larger than the limit goes alone.
  private boolean fits(Permit permit) {
    return sends < maxSends && (bytes == 0 || bytes + permit.size <= maxBytes);
  }

  private void take(Permit permit) {
    permit.held = true;
    sends++;
    bytes += permit.size;
  }

  private void giveBack(Permit permit) {
    synchronized (this) {
      if (!permit.held) {
        return;
      }
      permit.held = false;
      sends--;
      bytes -= permit.size;
    }
    grant();
  }

  private void grant() {
    List<Permit> granted = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && fits(waiting.element())) {
        Permit next = waiting.remove();
        take(next);
        granted.add(next);
      }
    }
    for (Permit each : granted) {
      each.complete(null);
    }
  }

  // --- settings

  /** Says whether the limits are in force. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Puts the limits in force, or out of it; counts for sends that begin afterwards. */
  public void enable(boolean on) {
    enabled = on;
  }

  /** Returns the most sends under way. */
  public synchronized int maxSends() {
    return maxSends;
  }

  /** Sets the most sends under way, at least 10. Who waits may go at once. */
  public void maxSends(int most) {
    synchronized (this) {
      maxSends = Math.max(LEAST_SENDS, most);
    }
    grant();
  }

  /** Returns the most bytes under way. */
  public synchronized int maxBytes() {
    return maxBytes;
  }

  /** Sets the most bytes under way, at least 1 MiB. Who waits may go at once. */
  public void maxBytes(int most) {
    synchronized (this) {
      maxBytes = Math.max(LEAST_BYTES, most);
    }
    grant();
  }
}
