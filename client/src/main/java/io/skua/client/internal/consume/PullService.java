package io.skua.client.internal.consume;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Hands the requests of all queues, in the order in which they came, to the handler of their mode.
 * Not a thread: the loop takes one request a turn, so that many queues do not keep it from its
 * other work. Requests may be submitted from any thread.
 */
public final class PullService {
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
    for (Iterator<MessageRequest> each = requests.iterator(); each.hasNext(); ) {
      MessageRequest request = each.next();
      Consumer<MessageRequest> handler = handlers.get(request.mode());
      if (handler != null) {
        each.remove();
        askTurn();
        handler.accept(request);
        return;
      }
    }
  }
}
