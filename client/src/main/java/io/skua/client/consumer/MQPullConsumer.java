package io.skua.client.consumer;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that pulls when the application says so, and whose offsets the application keeps. The
 * expression of a pull is one of tags with {@code ||} between them; null or {@code *} for all
 * messages.
 */
// The overloads are as known.
@SuppressWarnings("overloads")
public interface MQPullConsumer extends MQConsumer {
  /** Starts. Once only. */
  void start() throws MQClientException;

  /** Ends. Does nothing when it does not run. */
  void shutdown();

  /**
   * Takes part in sharing out the queues of a topic.
   *
   * @param listener hears which are this client's; null to keep the one that is set
   */
  void registerMessageQueueListener(String topic, @Nullable MessageQueueListener listener);

  /**
   * Pulls, and does not wait for messages that are yet to come.
   *
   * @param offset of the first message that is wanted
   * @param maxNums how many messages at most; brokers have a limit of their own
   */
  PullResult pull(MessageQueue mq, @Nullable String subExpression, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /**
   * Pulls with a timeout.
   *
   * @param timeout in milliseconds
   */
  PullResult pull(
      MessageQueue mq, @Nullable String subExpression, long offset, int maxNums, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Pulls what a selector chooses. */
  PullResult pull(MessageQueue mq, @Nullable MessageSelector selector, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Pulls what a selector chooses, with a timeout in milliseconds. */
  PullResult pull(
      MessageQueue mq, @Nullable MessageSelector selector, long offset, int maxNums, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Pulls, and returns at once. */
  void pull(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException;

  /** Pulls with a timeout in milliseconds, and returns at once. */
  void pull(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      PullCallback pullCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException;

  /**
   * Pulls with a timeout in milliseconds, and returns at once.
   *
   * @param maxSize how many bytes are wanted at most; brokers may not heed it
   */
  void pull(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      int maxSize,
      PullCallback pullCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException;

  /** Pulls what a selector chooses, and returns at once. */
  void pull(
      MessageQueue mq,
      @Nullable MessageSelector selector,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException;

  /** Pulls what a selector chooses with a timeout in milliseconds, and returns at once. */
  void pull(
      MessageQueue mq,
      @Nullable MessageSelector selector,
      long offset,
      int maxNums,
      PullCallback pullCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException;

  /** Pulls; when there is nothing, the broker waits for messages. */
  PullResult pullBlockIfNotFound(
      MessageQueue mq, @Nullable String subExpression, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Pulls and returns at once; when there is nothing, the broker waits for messages. */
  void pullBlockIfNotFound(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException;

  /** Pulls what a selector chooses; when there is nothing, the broker waits for messages. */
  PullResult pullBlockIfNotFoundWithMessageSelector(
      MessageQueue mq, @Nullable MessageSelector selector, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /**
   * Pulls what a selector chooses and returns at once; when there is nothing, the broker waits for
   * messages.
   */
  void pullBlockIfNotFoundWithMessageSelector(
      MessageQueue mq,
      @Nullable MessageSelector selector,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sets the offset of a queue; the broker hears of it within seconds. */
  void updateConsumeOffset(MessageQueue mq, long offset) throws MQClientException;

  /**
   * Returns the offset of a queue; -1 when there is none.
   *
   * @param fromStore whether to ask the broker even when this client knows one
   */
  long fetchConsumeOffset(MessageQueue mq, boolean fromStore) throws MQClientException;

  /** Returns the queues of a topic that are this client's share. */
  Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException;

  /**
   * Gives a message back to a group, as the shorter forms do to its own.
   *
   * @param consumerGroup without the namespace
   */
  void sendMessageBack(
      MessageExt msg, int delayLevel, @Nullable String brokerName, String consumerGroup)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
