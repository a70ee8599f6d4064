package io.skua.client.internal.consume;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the requests of all queues, in the order in which they came, to the handler of their mode.
 * Not a thread: the loop takes some requests a turn, so that those that are due together leave in
 * one write, and many queues do not keep it from its other work. Requests may be submitted from any
 * thread.
 */
public final class PullService {
  private static final Logger log = LoggerFactory.getLogger(PullService.class);
  private static final int MOST_IN_A_TURN = 32;

  private final Loop loop;
  private final Map<MessageRequest.Mode, Consumer<MessageRequest>> handlers =
      new EnumMap<>(MessageRequest.Mode.class); // the loop's
  private final Queue<MessageRequest> requests = new ArrayDeque<>(); // the loop's
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
    List<MessageRequest> due = new ArrayList<>();
    Iterator<MessageRequest> each = requests.iterator();
    while (each.hasNext() && due.size() < MOST_IN_A_TURN) {
      MessageRequest request = each.next();
      if (handlers.containsKey(request.mode())) {
        each.remove();
        due.add(request);
      }
    }
    for (MessageRequest request : due) {
      handle(request);
    }
    if (!due.isEmpty()) {
      askTurn();
    }
  }

  // One that fails must not keep the others from their turn.
  private void handle(MessageRequest request) {
    Consumer<MessageRequest> handler = handlers.get(request.mode());
    if (handler != null && !stopped) {
      try {
        handler.accept(request);
      } catch (RuntimeException e) {
        log.error("the turn of {} failed", request, e);
      }
    }
  }
}
