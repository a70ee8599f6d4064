package io.skua.client.producer;

import io.skua.client.MQAdmin;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages. Safe for use from any thread between {@link #start} and {@link #shutdown}; a
 * message must not be changed while it is being sent.
 *
 * <p>A send comes in three manners. <i>Synchronous</i>: returns when the broker has answered.
 * <i>Asynchronous</i>, with a {@link SendCallback}: returns when the request is on its way, and the
 * callback hears the outcome, whichever it is. <i>One-way</i>: returns when the request is on its
 * way, and nobody hears the outcome. The queue is chosen by the producer, by the caller, or by a
 * {@link MessageQueueSelector}. Only sends where the producer chooses the queue are tried again
 * with another broker (protocol 6.7). A message may be stored twice if an answer was lost.
 *
 * <p>Failures are the same for all: {@link MQClientException} if the producer is not running, the
 * message is not fit to be sent, or there is no route; {@link MQBrokerException} if the broker
 * refused; {@link RemotingException} if no broker could be reached or none answered in time; {@link
 * InterruptedException} if the calling thread was interrupted while it waited. Time limits are in
 * milliseconds and cover all attempts; a method without one takes the producer's setting.
 */
public interface MQProducer extends MQAdmin {
  /**
   * Starts the producer; it can be started once.
   *
   * @throws MQClientException if it was started before, a setting is wrong, or its group is taken
   */
  void start() throws MQClientException;

  /** Stops the producer and gives back what it holds. Does nothing if it is not running. */
  void shutdown();

  /** Returns the queues of a topic that can be written to, asking a name server if need be. */
  List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException;

  /** Sends synchronously. */
  SendResult send(Message msg)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends synchronously within a time, in milliseconds. */
  SendResult send(Message msg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends asynchronously. */
  void send(Message msg, SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

  /** Sends asynchronously within a time, in milliseconds. */
  void send(Message msg, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sends one-way. */
  void sendOneway(Message msg) throws MQClientException, RemotingException, InterruptedException;

  /** Sends synchronously to a queue, which must be one of the message's topic. */
  SendResult send(Message msg, MessageQueue mq)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends synchronously to a queue within a time, in milliseconds. */
  SendResult send(Message msg, MessageQueue mq, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends asynchronously to a queue, which must be one of the message's topic. */
  void send(Message msg, MessageQueue mq, SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sends asynchronously to a queue within a time, in milliseconds. */
  void send(Message msg, MessageQueue mq, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sends one-way to a queue, which must be one of the message's topic. */
  void sendOneway(Message msg, MessageQueue mq)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sends synchronously to the queue that the selector chooses, which is given {@code arg}. */
  SendResult send(Message msg, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends synchronously to the queue that the selector chooses, within a time in milliseconds. */
  SendResult send(Message msg, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends asynchronously to the queue that the selector chooses, which is given {@code arg}. */
  void send(
      Message msg, MessageQueueSelector selector, @Nullable Object arg, SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sends asynchronously to the queue that the selector chooses, within a time in milliseconds. */
  void send(
      Message msg,
      MessageQueueSelector selector,
      @Nullable Object arg,
      SendCallback sendCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException;

  /** Sends one-way to the queue that the selector chooses, which is given {@code arg}. */
  void sendOneway(Message msg, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, InterruptedException;

  /**
   * Sends several messages as one batch, synchronously. They must be of one topic and agree in
   * waiting for the store; delay levels and retry topics are refused (protocol 6.14).
   */
  SendResult send(Collection<Message> msgs)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch synchronously within a time, in milliseconds. */
  SendResult send(Collection<Message> msgs, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch synchronously to a queue, which must be one of the messages' topic. */
  SendResult send(Collection<Message> msgs, MessageQueue mq)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch synchronously to a queue within a time, in milliseconds. */
  SendResult send(Collection<Message> msgs, MessageQueue mq, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch asynchronously; the callback hears of refusals of the batch, too. */
  void send(Collection<Message> msgs, SendCallback sendCallback)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch asynchronously within a time, in milliseconds. */
  void send(Collection<Message> msgs, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch asynchronously to a queue, which must be one of the messages' topic. */
  void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Sends a batch asynchronously to a queue within a time, in milliseconds. */
  void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /**
   * Sends a request and waits for the reply of another application, which that makes with {@link
   * io.skua.client.utils.MessageUtil#createReplyMessage} (protocol 6.17). The time covers the send
   * and the reply. A request that could not be sent ends at once with an {@link MQClientException}
   * whose cause tells why; so does one whose producer is shut down while it waits.
   *
   * <p>The message gets the properties of a request, and is sent with the retries of an
   * asynchronous send; so it may be received twice.
   *
   * @param timeout in milliseconds
   * @throws RequestTimeoutException when the request was sent and no reply came in time
   */
  Message request(Message msg, long timeout)
      throws RequestTimeoutException,
          MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException;

  /**
   * Sends a request; the callback hears of the reply, or within a second after the time is over
   * that none came. Returns without having waited.
   */
  void request(Message msg, RequestCallback requestCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

  /** Sends a request to the queue that the selector chooses, and waits for the reply. */
  Message request(Message msg, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws RequestTimeoutException,
          MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException;

  /** Sends a request to the queue that the selector chooses; the callback hears of the reply. */
  void request(
      Message msg,
      MessageQueueSelector selector,
      @Nullable Object arg,
      RequestCallback requestCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

  /** Sends a request to a queue, which must be one of its topic, and waits for the reply. */
  Message request(Message msg, MessageQueue mq, long timeout)
      throws RequestTimeoutException,
          MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException;

  /**
   * Sends a request to a queue, which must be one of its topic; the callback hears of the reply.
   */
  void request(Message msg, MessageQueue mq, RequestCallback requestCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException;

  /**
   * Takes back a message that was sent with a time of delivery ({@link Message#setDelayTimeSec},
   * {@link Message#setDelayTimeMs} or {@link Message#setDeliverTimeMs}) and is not delivered yet.
   * Messages with a delay level and messages of a batch cannot be taken back. Apache's brokers
   * refuse with code 16 unless {@code recallMessageEnable} is set there.
   *
   * <p>The broker does not look whether there is such a message; it notes that it is not to be
   * delivered. Waits for the answer as long as a send does.
   *
   * @param topic the topic that the message was sent to
   * @param recallHandle what {@link SendResult#getRecallHandle()} returned
   * @return the id that the message was sent with, as in {@link SendResult#getMsgId()}
   * @throws MQClientException if the handle is none ({@code recall handle is invalid}), the topic
   *     is one of retries or dead letters ({@code topic is not supported}), or no broker is known
   * @throws MQBrokerException if the broker refused: code 604 with {@code timestamp invalid} when
   *     the message has been delivered
   */
  String recallMessage(String topic, String recallHandle)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /**
   * Sends a message whose delivery depends on a local transaction; see {@link
   * TransactionMQProducer#sendMessageInTransaction}.
   *
   * @param arg is given to the listener
   * @throws UnsupportedOperationException unless this is a {@link TransactionMQProducer}
   */
  TransactionSendResult sendMessageInTransaction(Message msg, @Nullable Object arg)
      throws MQClientException;
}
