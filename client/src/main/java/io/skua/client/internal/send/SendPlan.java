package io.skua.client.internal.send;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one send, as data: the three manners of the public API are three plans, not three
 * pieces of code (protocol 6.7).
 *
 * @param group the producer group
 * @param defaultTopic the topic that a new topic inherits from, as the broker is told
 * @param newQueues the most queues of a new topic on each broker
 * @param timeoutMillis for the whole send
 * @param attemptMillis the most that one attempt gets while another one is possible; negative for
 *     no such limit
 * @param attempts how often the send is tried; 1 for a queue that the caller has chosen
 * @param retryCodes the refusals that another broker may see differently; empty for asynchronous
 *     sends
 * @param retryNotStored whether a message that was stored, but not safely, is sent again
 * @param latencyFaults whether brokers that were slow or unreachable lately are avoided
 * @param vip whether to use the broker's port for senders, two below its main port
 * @param unitMode what the broker is told of unit deployment
 * @param queue the queue that the caller has chosen, or null
 * @param waits whether the caller is going to wait for the outcome
 */
public record SendPlan(
    String group,
    String defaultTopic,
    int newQueues,
    long timeoutMillis,
    long attemptMillis,
    int attempts,
    Set<Integer> retryCodes,
    boolean retryNotStored,
    boolean latencyFaults,
    boolean vip,
    boolean unitMode,
    @Nullable QueueChoice queue,
    boolean waits) {
  /** A queue that the caller has chosen. */
  public record QueueChoice(String brokerName, int queueId) {}
}
