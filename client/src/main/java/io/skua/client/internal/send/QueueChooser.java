package io.skua.client.internal.send;

import io.skua.client.internal.route.PublishView;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chooses the queue of an attempt (protocol 6.8). Thread-safe. */
final class QueueChooser {
  private final FaultBook faults;
  private final RandomGenerator random;

  QueueChooser(FaultBook faults, RandomGenerator random) {
    this.faults = faults;
    this.random = random;
  }

  /**
   * Returns the next queue in turn that is not on the broker of the attempt before, if there is
   * one.
   *
   * @param last the broker of the attempt before, or null for the first one
   * @param avoidFaults whether to prefer brokers that are available, then those that are reachable
   */
  PublishView.Queue choose(PublishView view, @Nullable String last, boolean avoidFaults) {
    if (avoidFaults) {
      if (last != null) {
        view.jump(random);
      }
      PublishView.Queue good = next(view, last, faults::available);
      if (good == null) {
        good = next(view, last, faults::reachable);
      }
      return good != null ? good : view.next();
    }
    if (last == null) {
      return view.next();
    }
    PublishView.Queue other = next(view, last, broker -> true);
    return other != null ? other : view.next();
  }

  private static PublishView.@Nullable Queue next(
      PublishView view, @Nullable String last, Predicate<String> fine) {
    for (int i = view.queues().size(); i > 0; i--) {
      PublishView.Queue queue = view.next();
      if (!queue.brokerName().equals(last) && fine.test(queue.brokerName())) {
        return queue;
      }
    }
    return null;
  }
}
