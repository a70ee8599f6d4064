package io.skua.mock;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.remoting.exception.RemotingException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the next sends are to fail, and how. Thread-safe. */
final class Failures {
  private final Map<Long, Exception> byNumber = new HashMap<>();
  private @Nullable Exception always;
  private long sends;

  /** Lets the n-th send from now fail; 1 is the next one. */
  synchronized void at(int number, Exception failure) {
    if (number < 1) {
      throw new IllegalArgumentException("the next send is number 1; there is no " + number);
    }
    byNumber.put(sends + number, checked(failure));
  }

  /** Lets every send fail for which nothing else is said; null: no more. */
  synchronized void always(@Nullable Exception failure) {
    always = failure == null ? null : checked(failure);
  }

  synchronized void clear() {
    byNumber.clear();
    always = null;
  }

  /** Counts a send, and fails if it is to fail. */
  void next() throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    Exception failure = take();
    if (failure instanceof MQClientException e) {
      throw e;
    }
    if (failure instanceof RemotingException e) {
      throw e;
    }
    if (failure instanceof MQBrokerException e) {
      throw e;
    }
    if (failure instanceof InterruptedException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private synchronized @Nullable Exception take() {
    Exception failure = byNumber.remove(++sends);
    return failure == null ? always : failure;
  }

  private static Exception checked(Exception failure) {
    if (failure instanceof MQClientException
        || failure instanceof RemotingException
        || failure instanceof MQBrokerException
        || failure instanceof InterruptedException
        || failure instanceof RuntimeException) {
      return failure;
    }
    throw new IllegalArgumentException(
        "no send fails with "
            + failure.getClass().getName()
            + ": it must be an MQClientException, RemotingException, MQBrokerException,"
            + " InterruptedException or RuntimeException",
        failure);
  }
}
