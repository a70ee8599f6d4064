package io.skua.client.producer;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.send.Outcome;
import io.skua.remoting.exception.RemotingException;

/** What the user is told of an outcome: a result, or the exception that Apache's client throws. */
final class SendResults {
  private static final int MESSAGE_ILLEGAL = 13;

  private SendResults() {}

  /**
   * Returns the result of a message that was stored, and throws what tells of any other outcome.
   *
   * @param retried whether the send was one that goes from broker to broker
   */
  static SendResult of(Outcome outcome, boolean retried)
      throws MQClientException, RemotingException, MQBrokerException {
    if (outcome instanceof Outcome.Stored stored) {
      return stored.result();
    }
    Throwable failure = failure(outcome, retried);
    if (failure instanceof MQBrokerException e) {
      throw e;
    }
    throw known(failure);
  }

  /** Returns the exception for an outcome that is a failure. */
  static Throwable failure(Outcome outcome, boolean retried) {
    if (outcome instanceof Outcome.Failed failed) {
      return Failures.of(failed, retried);
    }
    Throwable cause = outcome instanceof Outcome.Broken broken ? broken.cause() : null;
    return cause instanceof MQClientException || cause instanceof RemotingException
        ? cause
        : new MQClientException(
            MESSAGE_ILLEGAL,
            "the message cannot be sent: " + (cause == null ? "" : cause.getMessage()),
            cause);
  }

  /** Throws a failure as it is if its type is one that all doors declare. */
  static MQClientException known(Throwable failure) throws MQClientException, RemotingException {
    if (failure instanceof MQClientException e) {
      throw e;
    }
    if (failure instanceof RemotingException e) {
      throw e;
    }
    return new MQClientException(String.valueOf(failure.getMessage()), failure);
  }
}
