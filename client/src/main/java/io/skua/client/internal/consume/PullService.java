package io.skua.client.internal.consume;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Hands the requests of all queues, in the order in which they came, to the handler of their mode.
 * Not a thread: the loop takes some requests a turn, so that those that are due together leave in
 * one write, and many queues do not keep it from its other work. Requests may be submitted from any
 * thread.
 */
public final class PullService {
  private static final int MOST_IN_A_TURN = 32;

  private final Loop loop;
  private final Map<MessageRequest.Mode, Consumer<MessageRequest>> handlers =
      new EnumMap<>(MessageRequest.Mode.class); // the loop's
  private final Deque<MessageRequest> requests = new ArrayDeque<>(); // the loop's
  private boolean turnAsked; // the loop's
  private boolean stopped; // the loop's

  /** Makes an empty queue that the loop serves. */
  public PullService(Loop loop) {
    this.loop = loop;
  }

  /**
   * Sets who handles the requests of a mode; those that came before wait for it, without holding up
   * the other mode.
   */
  public void handler(MessageRequest.Mode mode, Consumer<MessageRequest> handler) {
    loop.run(
        () -> {
          handlers.put(mode, handler);
          askTurn();
        });
  }

  /** Puts a request at the end of the queue. */
  public void submit(MessageRequest request) {
    loop.run(
        () -> {
          if (!stopped) {
            requests.add(request);
            askTurn();
          }
        });
  }

  /** Puts a request at the end of the queue after a delay. */
  public Cancellable submitLater(MessageRequest request, Duration delay) {
    return loop.after(delay, () -> submit(request));
  }

  /** Forgets all requests, those that come later too. */
  public void stop() {
    loop.run(
        () -> {
          stopped = true;
          requests.clear();
        });
  }

  private void askTurn() {
    if (!turnAsked && !requests.isEmpty()) {
      turnAsked = true;
      loop.execute(this::turn);
    }
  }

  private void turn() {
    turnAsked = false;
    Deque<MessageRequest> due = takeDue();
    if (due.isEmpty()) {
      return;
    }
    try {
      while (!due.isEmpty() && !stopped) {
        MessageRequest request = due.remove();
        requireHandler(request).accept(request);
      }
    } finally {
      // One that fails does not keep the others from their turn.
      while (!due.isEmpty() && !stopped) {
        requests.addFirst(due.removeLast());
      }
      askTurn();
    }
  }

  private Deque<MessageRequest> takeDue() {
    Deque<MessageRequest> due = new ArrayDeque<>();
    Iterator<MessageRequest> each = requests.iterator();
    while (each.hasNext() && due.size() < MOST_IN_A_TURN) {
      MessageRequest request = each.next();
      if (handlers.containsKey(request.mode())) {
        each.remove();
        due.add(request);
      }
    }
    return due;
  }

  private Consumer<MessageRequest> requireHandler(MessageRequest request) {
    return Objects.requireNonNull(handlers.get(request.mode()), "a handler goes");
  }
}
