package io.skua.client.producer;

/**
 * Takes the outcome of an asynchronous send. Exactly one of the methods is called, once, on a
 * thread of the client's callback pool or one that the application supplied.
 */
public interface SendCallback {
  /** The broker has the message; look at {@link SendResult#getSendStatus} for how safely. */
  void onSuccess(SendResult sendResult);

  /** The send failed; the type of the exception is one that a synchronous send would throw. */
  void onException(Throwable e);
}
