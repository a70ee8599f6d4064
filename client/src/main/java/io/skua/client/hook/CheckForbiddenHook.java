package io.skua.client.hook;

import io.skua.client.exception.MQClientException;

/**
 * May forbid an attempt to send a message (protocol 6.23). Registered with {@link
 * io.skua.client.impl.producer.DefaultMQProducerImpl#registerCheckForbiddenHook}. Called before
 * each attempt and before every {@link SendMessageHook}, which hears nothing of an attempt that is
 * forbidden. Runs in the threads of a {@link SendMessageHook}.
 */
public interface CheckForbiddenHook {
  /** Returns a name for logs. */
  String hookName();

  /**
   * Returns if the attempt is allowed.
   *
   * @throws MQClientException to forbid it. A synchronous send goes on with another broker while it
   *     has attempts left; every other one fails with this exception. Any other exception forbids
   *     the attempt as well
   */
  void checkForbidden(CheckForbiddenContext context) throws MQClientException;
}
