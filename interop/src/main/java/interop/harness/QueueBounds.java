package interop.harness;

/**
 * What the client says about a queue.
 *
 * @param brokerName broker of the queue
 * @param queueId queue
 * @param min offset of the oldest message
 * @param max offset after the newest message
 */
public record QueueBounds(String brokerName, int queueId, long min, long max) {}
