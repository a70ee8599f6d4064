package io.skua.client.internal.send;

import io.skua.client.exception.SendAttempt;
import io.skua.client.internal.route.RouteException;
import io.skua.client.producer.SendResult;
import io.skua.net.NetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a send ended. */
public sealed interface Outcome {
  /**
   * The broker has stored the message; the status says whether it is safe there.
   *
   * @param attempts how often the message was sent, with the last time
   */
  record Stored(SendResult result, int attempts) implements Outcome {}

  /** The message cannot be put into a frame, or the like: no broker can take it. */
  record Broken(Throwable cause) implements Outcome {}

  /** The request has been handed to a connection; nobody will answer. */
  record HandedOver() implements Outcome {}

  /**
   * The message was not stored, or nobody knows.
   *
   * @param broker the address of the last broker; for one that is not known, its name
   * @param user the user that the producer signs for, or null
   * @param veto what a hook threw to forbid the last attempt
   */
  record Failed(
      Reason reason,
      String topic,
      List<SendAttempt> attempts,
      long millis,
      @Nullable RouteException route,
      @Nullable NetException net,
      int refusalCode,
      @Nullable String refusalRemark,
      @Nullable String broker,
      @Nullable String user,
      @Nullable Exception veto)
      implements Outcome {}

  /** Why a send failed: the last thing that went wrong. */
  enum Reason {
    /** There is no route; {@code route} tells more. */
    NO_ROUTE,
    /** The broker of the queue that the caller has chosen is not known. */
    UNKNOWN_BROKER,
    /** A hook of the application forbade the last attempt; {@code veto} is its exception. */
    FORBIDDEN,
    /** The last attempt did not reach a broker; {@code net} tells more. */
    UNREACHABLE,
    /** The last broker refused, and no other one would see it differently. */
    REFUSED,
    /** The last broker refused, and so it may not be tried once more. */
    REFUSED_BY_ALL,
    /** The time of the whole send was over. */
    TIMED_OUT,
    /** The producer was shut down meanwhile. */
    STOPPED
  }
}
