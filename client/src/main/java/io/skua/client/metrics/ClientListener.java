package io.skua.client.metrics;

import io.skua.common.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the work of a client; see {@link io.skua.client.ClientConfig#setClientListener}. One
 * listener may serve any number of clients, so it must be thread-safe.
 *
 * <p>Most calls come on the thread that serves the network: they must be quick and must not wait.
 * What a listener throws is logged and has no other effect.
 */
public interface ClientListener {
  /**
   * A message, or a batch, is about to be sent. Called on the thread of the caller, before the
   * message is encoded: properties that are put into it here travel with it. A message that the
   * producer refuses for its form is not told of.
   *
   * @return something that {@link #sendEnded} gets again; may be null
   */
  default @Nullable Object sendBegins(Message message, SendManner manner) {
    return null;
  }

  /**
   * A send has ended, with all its attempts. Called once for every {@link #sendBegins}, before the
   * caller hears of it.
   *
   * @param begun what {@link #sendBegins} returned
   */
  default void sendEnded(SendReport report, @Nullable Object begun) {}

  /**
   * A connection is open.
   *
   * @param address of the name server or broker
   */
  default void connectionOpened(String address) {}

  /**
   * A connection that was open has closed.
   *
   * @param cause null when it was closed in order
   */
  default void connectionClosed(String address, @Nullable Throwable cause) {}

  /**
   * The members of a consumer group subscribe differently, so that messages stay unread: brokers
   * filter for all of them by what the last one subscribed to. Told once, and again when it comes
   * back. Skua's server says so with every heartbeat; Apache's brokers do not say it.
   *
   * @param group the consumer group, with the namespace
   */
  default void subscriptionsDiffer(String group) {}

  /**
   * A listener for messages has returned, or thrown. Called on its thread, before what it was given
   * counts as consumed.
   */
  default void consumed(ConsumeReport report) {}

  /** Returns a listener that tells several others, in order, each whatever the others throw. */
  static ClientListener all(ClientListener... listeners) {
    return new Listeners(List.of(listeners));
  }
}
