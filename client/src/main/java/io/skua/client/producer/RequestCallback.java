package io.skua.client.producer;

import io.skua.common.message.Message;

/**
 * Hears how a request ended: one call of one of the methods per request, on a callback thread. A
 * reply means that another application has answered; that the request was sent is not told.
 */
public interface RequestCallback {
  /** Called with the reply. */
  void onSuccess(Message message);

  /**
   * Called when there is no reply: {@link io.skua.client.exception.RequestTimeoutException} when
   * none came in time, else what kept the request from being sent, or that the producer was shut
   * down.
   */
  void onException(Throwable e);
}
