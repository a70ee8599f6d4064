package io.skua.client.consumer;

import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that is polled. It reads either the queues that its group shares out ({@link
 * #subscribe}) or those that it is given ({@link #assign}); the first call decides. The other kind
 * then throws an {@link IllegalStateException}, which subscriptions wrap in an {@link
 * MQClientException}, as they do with all that is wrong with them.
 *
 * <p>Methods that need a consumer that runs throw an {@link IllegalStateException} otherwise.
 */
public interface LitePullConsumer {
  /** Starts to pull. Once only. */
  void start() throws MQClientException;

  /** Ends. Does nothing when it does not run. */
  void shutdown();

  /** Says whether it has been started, and has not ended. */
  boolean isRunning();

  /** Subscribes to all messages of a topic, before the start or after it. */
  void subscribe(String topic) throws MQClientException;

  /**
   * Subscribes to a topic, before the start or after it.
   *
   * @param subExpression tags with {@code ||} between them; null or {@code *} for all messages
   */
  void subscribe(String topic, @Nullable String subExpression) throws MQClientException;

  /**
   * Subscribes to a topic, and hears which of its queues are read here.
   *
   * @param messageQueueListener hears of this topic; null for nobody
   */
  void subscribe(
      String topic,
      @Nullable String subExpression,
      @Nullable MessageQueueListener messageQueueListener)
      throws MQClientException;

  /**
   * Subscribes to messages of a topic that a selector chooses.
   *
   * @param selector null for all messages
   */
  void subscribe(String topic, @Nullable MessageSelector selector) throws MQClientException;

  /** Reads a topic no more. */
  void unsubscribe(String topic);

  /** Returns the queues that are read now. */
  Set<MessageQueue> assignment() throws MQClientException;

  /**
   * Reads exactly these queues, before the start or after it, whoever else reads them.
   *
   * @throws IllegalArgumentException when there is none
   */
  void assign(Collection<MessageQueue> messageQueues);

  /**
   * Sets which messages are wanted of a topic whose queues are assigned; all by default. Before the
   * start, and before the queues are assigned.
   *
   * @param subExpression tags with {@code ||} between them, or {@code *}
   */
  void setSubExpressionForAssign(String topic, String subExpression);

  /** Takes messages, and waits for them for the time that is set for polls. */
  List<MessageExt> poll();

  /**
   * Takes what one pull of one queue brought.
   *
   * @param timeout how long to wait when there is nothing, in milliseconds; 0 for not at all
   * @return empty when there was nothing, the consumer was shut down, or the thread was
   *     interrupted, which it then still is
   * @throws IllegalArgumentException when the timeout is negative
   * @throws IllegalStateException when a message is damaged, or compressed in a way that needs a
   *     library that is missing; it comes again with the next poll, until a {@link #seek} passes it
   */
  List<MessageExt> poll(long timeout);

  /**
   * Goes on from another offset in a queue.
   *
   * @throws MQClientException when the queue is not read here, or the offset is not in it
   */
  void seek(MessageQueue messageQueue, long offset) throws MQClientException;

  /** Lets queues rest: what has been pulled of them is polled, and no more comes. */
  void pause(Collection<MessageQueue> messageQueues);

  /** Goes on with queues that rest. */
  void resume(Collection<MessageQueue> messageQueues);

  /** Says whether polls commit what earlier ones returned. */
  boolean isAutoCommit();

  /** Sets whether polls commit what earlier ones returned. */
  void setAutoCommit(boolean autoCommit);

  /** Returns the queues of a topic that can be read, as the name server has them now. */
  Collection<MessageQueue> fetchMessageQueues(String topic) throws MQClientException;

  /** Returns the offset of the first message of a queue that was stored at a time or later. */
  Long offsetForTimestamp(MessageQueue messageQueue, Long timestamp) throws MQClientException;

  /** Commits what polls have returned, and waits for the brokers. */
  void commitSync();

  /**
   * Commits offsets: those of the next messages to consume. Queues that are not read here are left
   * out.
   *
   * @param persist whether to send them now, and wait for the brokers; otherwise they are sent
   *     within seconds
   */
  void commitSync(Map<MessageQueue, Long> offsetMap, boolean persist);

  /** Commits what polls have returned; brokers hear of it within seconds. */
  void commit();

  /**
   * As {@link #commitSync(Map, boolean)}, but does not wait.
   *
   * @param persist whether to send them now
   */
  void commit(Map<MessageQueue, Long> offsetMap, boolean persist);

  /**
   * Commits what polls have returned of some queues.
   *
   * @param persist whether brokers hear of it now
   */
  void commit(Set<MessageQueue> messageQueues, boolean persist);

  /** Returns the committed offset of a queue; -1 when there is none. */
  Long committed(MessageQueue messageQueue) throws MQClientException;

  /**
   * Hears when a topic has other queues than before.
   *
   * @throws MQClientException when the topic or the listener is null, or the topic is not known
   */
  void registerTopicMessageQueueChangeListener(
      String topic, TopicMessageQueueChangeListener topicMessageQueueChangeListener)
      throws MQClientException;

  /** Sets the addresses of the name servers: host:port of each, separated by semicolons. */
  void updateNameServerAddress(String nameServerAddress);

  /** Goes on from the first message of a queue that is there. */
  void seekToBegin(MessageQueue messageQueue) throws MQClientException;

  /** Goes on behind the last message of a queue. */
  void seekToEnd(MessageQueue messageQueue) throws MQClientException;
}
