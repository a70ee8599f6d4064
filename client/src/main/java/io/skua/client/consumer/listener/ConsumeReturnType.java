package io.skua.client.consumer.listener;

/** How a call of a listener ended, as hooks are told. */
public enum ConsumeReturnType {
  /** The listener took the messages. */
  SUCCESS,

  /** It took longer than {@code consumeTimeout}, however it ended. */
  TIME_OUT,

  /** It threw an exception. */
  EXCEPTION,

  /** It returned null. */
  RETURNNULL,

  /** It said that it failed. */
  FAILED
}
