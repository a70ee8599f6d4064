package io.skua.client.consumer;

/** Hears how a pull went, once, on a callback thread. */
public interface PullCallback {
  /** A broker has answered. */
  void onSuccess(PullResult pullResult);

  /** No broker has, or it refused. */
  void onException(Throwable e);
}
