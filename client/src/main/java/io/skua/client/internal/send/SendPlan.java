package io.skua.client.internal.send;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of sends: the three manners of the public API are three plans, not three pieces of code
 * (protocol 6.7). A send asks when it needs an answer, so that a setting counts from the moment it
 * is made. Thread-safe.
 */
public interface SendPlan {
  /** A queue that the caller has chosen. */
  record QueueChoice(String brokerName, int queueId) {}

  /** Returns the producer group. */
  String group();

  /** Returns the topic that a new topic inherits from, as the broker is told. */
  String defaultTopic();

  /** Returns the most queues of a new topic on each broker. */
  int newQueues();

  /**
   * Returns the most milliseconds that one attempt gets while another one is possible; negative for
   * no such limit.
   */
  long attemptMillis();

  /** Returns how often a send is tried. */
  int attempts(@Nullable QueueChoice choice);

  /** Returns the refusals that another broker may see differently; none for most sends. */
  Set<Integer> retryCodes(@Nullable QueueChoice choice);

  /** Says whether a message that was stored, but not safely, is sent again. */
  boolean retryNotStored();

  /** Says whether brokers that were slow or unreachable lately are avoided. */
  boolean latencyFaults();

  /** Says whether to use the broker's port for senders, two below its main port. */
  boolean vip();

  /** Returns what the broker is told of unit deployment. */
  boolean unitMode();

  /** Says whether the caller is going to wait for the outcome. */
  boolean waits();

  /** Says whether nobody is to answer. */
  boolean oneWay();

  /** Returns the user that requests are signed for, or null when they are not signed. */
  default @Nullable String user() {
    return null;
  }
}
