package io.skua.mock;

import io.skua.client.QueryResult;
import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.producer.MessageQueueSelector;
import io.skua.client.producer.RequestCallback;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The many doors of a producer, brought down to a few: {@link #take} for every send, {@link #reply}
 * for every request. Time limits are of no account: nothing here takes time.
 */
abstract class MockDoors extends TransactionMQProducer {
  MockDoors(String producerGroup) {
    super(producerGroup);
  }

  /**
   * Takes a message, or the messages of a batch, that are fit to be sent.
   *
   * @param queue null: the next one
   */
  abstract SendResult take(Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException;

  /** Returns the reply to a request that was sent, or null. */
  abstract @Nullable Message reply(Message request);

  /** Fails when the producer is closed. */
  abstract void checkOpen() throws MQClientException;

  // --- checks, as the real producer makes them

  private SendResult checkAndTake(@Nullable Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    checkOpen();
    if (!(message instanceof MessageBatch)) {
      Validators.checkMessage(message, getMaxMessageSize());
    }
    if (message == null) {
      throw new IllegalStateException("checked before");
    }
    if (queue != null && !queue.getTopic().equals(message.getTopic())) {
      throw new MQClientException("message's topic not equal mq's topic", null);
    }
    return take(message, queue);
  }

  private MessageQueue select(
      @Nullable Message message, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException {
    checkOpen();
    Validators.checkMessage(message, getMaxMessageSize());
    if (message == null) {
      throw new IllegalStateException("checked before");
    }
    MessageQueue chosen;
    try {
      chosen =
          selector.select(
              fetchPublishMessageQueues(String.valueOf(message.getTopic())),
              MessageAccessor.cloneMessage(message),
              arg);
    } catch (RuntimeException e) {
      throw new MQClientException("select message queue threw exception.", e);
    }
    if (chosen == null) {
      throw new MQClientException("select message queue return null.", null);
    }
    return chosen;
  }

  private MessageBatch batch(Collection<Message> messages) throws MQClientException {
    try {
      MessageBatch batch = MessageBatch.generateFromList(messages);
      for (Message message : batch) {
        Validators.checkMessage(message, getMaxMessageSize());
      }
      return batch;
    } catch (MQClientException | RuntimeException e) {
      throw new MQClientException("Failed to initiate the MessageBatch", e);
    }
  }

  // --- synchronous

  @Override
  public SendResult send(Message msg)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(msg, null);
  }

  @Override
  public SendResult send(Message msg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(msg, null);
  }

  @Override
  public SendResult send(Message msg, MessageQueue mq)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(msg, mq);
  }

  @Override
  public SendResult send(Message msg, MessageQueue mq, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(msg, mq);
  }

  // The shorter forms of those with a selector, and of batches, come here from the parent.
  @Override
  public SendResult send(
      Message msg, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(msg, select(msg, selector, arg));
  }

  @Override
  public SendResult send(Collection<Message> msgs)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(batch(msgs), null);
  }

  @Override
  public SendResult send(Collection<Message> msgs, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(batch(msgs), null);
  }

  @Override
  public SendResult send(Collection<Message> msgs, MessageQueue mq)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(batch(msgs), mq);
  }

  @Override
  public SendResult send(Collection<Message> msgs, MessageQueue mq, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return checkAndTake(batch(msgs), mq);
  }

  // --- asynchronous

  /** A synchronous send. */
  @FunctionalInterface
  private interface Send<T> {
    T run() throws Exception;
  }

  private static <T> CompletableFuture<T> future(Send<T> send) {
    try {
      return CompletableFuture.completedFuture(send.run());
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void tell(Send<SendResult> send, @Nullable SendCallback callback) {
    SendResult result;
    try {
      result = send.run();
    } catch (Exception e) {
      if (callback != null) {
        callback.onException(e);
      }
      return;
    }
    if (callback != null) {
      callback.onSuccess(result);
    }
  }

  @Override
  public CompletableFuture<SendResult> sendAsync(Message msg) {
    return future(() -> checkAndTake(msg, null));
  }

  @Override
  public CompletableFuture<SendResult> sendAsync(Message msg, MessageQueue mq) {
    return future(() -> checkAndTake(msg, mq));
  }

  @Override
  public CompletableFuture<SendResult> sendAsync(Collection<Message> msgs) {
    return future(() -> checkAndTake(batch(msgs), null));
  }

  @Override
  public void send(Message msg, SendCallback sendCallback) {
    tell(() -> checkAndTake(msg, null), sendCallback);
  }

  @Override
  public void send(Message msg, SendCallback sendCallback, long timeout) {
    tell(() -> checkAndTake(msg, null), sendCallback);
  }

  @Override
  public void send(Message msg, MessageQueue mq, SendCallback sendCallback) {
    tell(() -> checkAndTake(msg, mq), sendCallback);
  }

  @Override
  public void send(Message msg, MessageQueue mq, SendCallback sendCallback, long timeout) {
    tell(() -> checkAndTake(msg, mq), sendCallback);
  }

  @Override
  public void send(
      Message msg,
      MessageQueueSelector selector,
      @Nullable Object arg,
      SendCallback sendCallback,
      long timeout) {
    tell(() -> checkAndTake(msg, select(msg, selector, arg)), sendCallback);
  }

  @Override
  public void send(Collection<Message> msgs, SendCallback sendCallback, long timeout) {
    tell(() -> checkAndTake(batch(msgs), null), sendCallback);
  }

  @Override
  public void send(
      Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback, long timeout) {
    tell(() -> checkAndTake(batch(msgs), mq), sendCallback);
  }

  // --- one-way

  private void oneWay(Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, InterruptedException {
    try {
      SendResult unused = checkAndTake(message, queue);
    } catch (MQBrokerException e) {
      throw new MQClientException("no broker refuses a one-way send: it does not answer", e);
    }
  }

  @Override
  public void sendOneway(Message msg)
      throws MQClientException, RemotingException, InterruptedException {
    oneWay(msg, null);
  }

  @Override
  public void sendOneway(Message msg, MessageQueue mq)
      throws MQClientException, RemotingException, InterruptedException {
    oneWay(msg, mq);
  }

  @Override
  public void sendOneway(Message msg, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, InterruptedException {
    oneWay(msg, select(msg, selector, arg));
  }

  // --- requests

  private Message ask(Message message, @Nullable MessageQueue queue, long timeout)
      throws RequestTimeoutException,
          MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException {
    SendResult unused = checkAndTake(message, queue);
    Message reply = reply(message);
    if (reply == null) {
      throw RequestTimeoutException.noReply(message.getTopic(), timeout);
    }
    return reply;
  }

  private static void tell(Send<Message> request, @Nullable RequestCallback callback) {
    Message reply;
    try {
      reply = request.run();
    } catch (Exception e) {
      if (callback != null) {
        callback.onException(e);
      }
      return;
    }
    if (callback != null) {
      callback.onSuccess(reply);
    }
  }

  @Override
  public Message request(Message msg, long timeout)
      throws RequestTimeoutException,
          MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException {
    return ask(msg, null, timeout);
  }

  @Override
  public Message request(
      Message msg, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException,
          RequestTimeoutException {
    return ask(msg, select(msg, selector, arg), timeout);
  }

  @Override
  public Message request(Message msg, MessageQueue mq, long timeout)
      throws MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException,
          RequestTimeoutException {
    return ask(msg, mq, timeout);
  }

  @Override
  public CompletableFuture<Message> requestAsync(Message msg, long timeout) {
    return future(() -> ask(msg, null, timeout));
  }

  @Override
  public void request(Message msg, RequestCallback requestCallback, long timeout) {
    tell(() -> ask(msg, null, timeout), requestCallback);
  }

  @Override
  public void request(
      Message msg,
      MessageQueueSelector selector,
      @Nullable Object arg,
      RequestCallback requestCallback,
      long timeout) {
    tell(() -> ask(msg, select(msg, selector, arg), timeout), requestCallback);
  }

  @Override
  public void request(Message msg, MessageQueue mq, RequestCallback requestCallback, long timeout) {
    tell(() -> ask(msg, mq, timeout), requestCallback);
  }

  // --- queues and topics

  @Override
  public CompletableFuture<Void> warmUp(String... topics) throws MQClientException {
    checkOpen();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException {
    checkOpen();
    return Ledger.queues(topic, getDefaultTopicQueueNums());
  }

  @Override
  public void createTopic(
      String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
      throws MQClientException {
    checkOpen();
    Validators.checkTopic(newTopic);
    Validators.isSystemTopic(newTopic);
  }

  @Override
  public long searchOffset(MessageQueue mq, long timestamp) {
    throw noStore("searchOffset");
  }

  @Override
  public long earliestMsgStoreTime(MessageQueue mq) {
    throw noStore("earliestMsgStoreTime");
  }

  @Override
  public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end) {
    throw noStore("queryMessage");
  }

  @Override
  public MessageExt viewMessage(String topic, String msgId) {
    throw noStore("viewMessage");
  }

  private static UnsupportedOperationException noStore(String method) {
    return new UnsupportedOperationException(
        "a MockProducer has no store for " + method + "; use EmbeddedSkua, which has a real one");
  }
}
