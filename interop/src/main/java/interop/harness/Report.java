package interop.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scenario did and saw.
 *
 * @param sent every message that must be stored in the topic it was told, in the order sent;
 *     nothing else may be stored there
 * @param elsewhere the same of further topics, by their names on the broker
 * @param queues every queue of the topic as the client sees it; empty when the scenario did not ask
 * @param compressedFrom the shortest body that must be stored compressed, in bytes
 */
public record Report(
    List<Sent> sent,
    Map<String, List<Sent>> elsewhere,
    List<QueueBounds> queues,
    int compressedFrom) {
  /** From this length on a client compresses unless told otherwise (protocol 6.13). */
  public static final int COMPRESSED_FROM = 4096;

  /** Copies what it is given: the value is immutable. */
  public Report {
    sent = List.copyOf(sent);
    elsewhere = Map.copyOf(elsewhere);
    queues = List.copyOf(queues);
  }

  /** The scenario sent this. */
  public static Report of(List<Sent> sent) {
    return new Report(sent, Map.of(), List.of(), COMPRESSED_FROM);
  }

  /** The scenario sent this. */
  public static Report of(Sent... sent) {
    return of(List.of(sent));
  }

  /** The same, with what was sent to another topic. */
  public Report elsewhere(String topic, List<Sent> messages) {
    Map<String, List<Sent>> more = new LinkedHashMap<>(elsewhere);
    more.put(topic, List.copyOf(messages));
    return new Report(sent, more, queues, compressedFrom);
  }

  /** The same, with what the client says of the topic's queues. */
  public Report queues(List<QueueBounds> bounds) {
    return new Report(sent, elsewhere, bounds, compressedFrom);
  }

  /** The same, with another threshold of compression. */
  public Report compressedFrom(int length) {
    return new Report(sent, elsewhere, queues, length);
  }
}
