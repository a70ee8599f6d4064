package io.skua.client.exception;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a send that failed.
 *
 * @param brokerName the broker that was chosen
 * @param address where it listens, as it advertised it to the name server
 * @param queueId the queue that was chosen
 * @param phase how far the attempt came
 * @param millis how long it took
 * @param detail what went wrong, or what the broker said
 */
public record SendAttempt(
    String brokerName,
    String address,
    int queueId,
    Phase phase,
    long millis,
    @Nullable String detail)
    implements Serializable {
  /** How far an attempt came. */
  public enum Phase {
    /** A hook of the application forbade it: nothing was sent. */
    FORBIDDEN,
    /** No connection was made: nothing was sent. */
    CONNECT,
    /** The request did not leave this process. */
    WRITE,
    /** The request may have left, and no answer came. */
    RESPONSE,
    /** The broker answered that it will not store the message. */
    REFUSED
  }

  @Override
  public String toString() {
    return brokerName
        + " at "
        + address
        + ", queue "
        + queueId
        + ", "
        + phase
        + " after "
        + millis
        + " ms"
        + (detail == null ? "" : ": " + detail);
  }
}
