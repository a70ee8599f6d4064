package interop.harness;

import java.util.List;

/**
 * What a scenario did and saw.
 *
 * @param sent every message that must be stored, in the order sent; nothing else may be stored
 * @param queues every queue of the topic as the client sees it; empty when the scenario did not ask
 */
public record Report(List<Sent> sent, List<QueueBounds> queues) {

  /** Copies the lists: the value is immutable. */
  public Report {
    sent = List.copyOf(sent);
    queues = List.copyOf(queues);
  }
}
