package io.skua.client.consumer;

import io.skua.client.consumer.listener.MessageListener;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.exception.MQClientException;
import org.jspecify.annotations.Nullable;

/** A consumer that calls a listener with the messages of the topics that it subscribes to. */
// The overloads are as known; a lambda has to be cast to the listener that it is.
@SuppressWarnings("overloads")
public interface MQPushConsumer extends MQConsumer {
  /** Starts to consume. Once only. */
  void start() throws MQClientException;

  /** Ends. Does nothing when it does not run. */
  void shutdown();

  /**
   * Sets the listener.
   *
   * @param messageListener a {@link MessageListenerConcurrently} or a {@link
   *     MessageListenerOrderly}
   */
  @Deprecated
  void registerMessageListener(MessageListener messageListener);

  /** Sets a listener that takes messages in any order. Before the start. */
  void registerMessageListener(MessageListenerConcurrently messageListener);

  /** Sets a listener that takes the messages of each queue in order. Before the start. */
  void registerMessageListener(MessageListenerOrderly messageListener);

  /**
   * Subscribes to a topic, before the start or after it.
   *
   * @param subExpression tags with {@code ||} between them; null or {@code *} for all messages
   */
  void subscribe(String topic, @Nullable String subExpression) throws MQClientException;

  /**
   * Filter classes are gone: brokers have not run them for years.
   *
   * @throws MQClientException always
   */
  @Deprecated
  void subscribe(String topic, String fullClassName, String filterClassSource)
      throws MQClientException;

  /**
   * Subscribes to messages of a topic that a selector chooses.
   *
   * @param selector null for all messages
   */
  void subscribe(String topic, @Nullable MessageSelector selector) throws MQClientException;

  /** Ends a subscription. What is in hand is not committed any more. */
  void unsubscribe(String topic);

  /** Sets how many threads call the listener, 1 to 1000. */
  void updateCorePoolSize(int corePoolSize);

  /** Pulls no more until {@link #resume}; what is in hand is consumed. */
  void suspend();

  /** Goes on after {@link #suspend}. */
  void resume();
}
