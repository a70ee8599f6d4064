package io.skua.mock;

import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.client.producer.TransactionListener;
import io.skua.client.producer.TransactionMQProducer;
import io.skua.client.producer.TransactionSendResult;
import io.skua.common.ServiceState;
import io.skua.common.help.FAQUrl;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A producer that sends to nobody and remembers what it was given, for the tests of code that takes
 * an {@link io.skua.client.producer.MQProducer}, a {@link
 * io.skua.client.producer.DefaultMQProducer} or a {@link TransactionMQProducer}.
 *
 * <pre>{@code
 * MockProducer producer = new MockProducer();
 * new Orders(producer).place("book");
 * assertThat(producer.messages("OrderPlaced")).hasSize(1);
 *
 * producer.failNext(new RemotingTimeoutException("no answer"));
 * assertThatThrownBy(() -> new Orders(producer).place("pen")).isInstanceOf(OrderFailed.class);
 * }</pre>
 *
 * <p>Everything happens in the calling thread, callbacks and selectors too. Messages are checked as
 * the real producer checks them, and get their ids. Every topic exists, with {@link
 * #getDefaultTopicQueueNums} queues, which are taken in turn. A batch is one send. Sends work with
 * and without {@link #start}, and fail after {@link #shutdown}; so they do when the real one does.
 * What needs stored messages is left to {@link io.skua.embedded.EmbeddedSkua}. Hooks, namespaces
 * and settings of the network have no effect. Thread-safe.
 */
public class MockProducer extends MockDoors {
  private final Ledger ledger = new Ledger();
  private final Failures failures = new Failures();
  private final Map<String, Message> open = new LinkedHashMap<>();
  private volatile Function<Message, @Nullable Message> replies = request -> null;
  private volatile ServiceState state = ServiceState.CREATE_JUST;

  /** Creates a producer of a group that does not matter. */
  public MockProducer() {
    this("mock_producer");
  }

  /** Creates a producer of a group. */
  public MockProducer(String producerGroup) {
    super(producerGroup);
  }

  /**
   * A message that was sent.
   *
   * @param message a copy of it, with its id
   * @param queue where it went
   * @param offset its place in the queue
   */
  public record Sent(Message message, MessageQueue queue, long offset) {}

  // --- what a test asks and tells

  /** Returns what was sent, in order; the messages of a batch one by one. */
  public List<Sent> history() {
    return ledger.all();
  }

  /** Returns the messages that were sent, in order. */
  public List<Message> messages() {
    return history().stream().map(Sent::message).toList();
  }

  /** Returns the messages that were sent to a topic, in order. */
  public List<Message> messages(String topic) {
    return messages().stream().filter(message -> topic.equals(message.getTopic())).toList();
  }

  /** Lets the next send fail; see {@link #failAt}. */
  public void failNext(Exception failure) {
    failAt(1, failure);
  }

  /**
   * Lets a send fail: a synchronous or one-way one throws the exception, a callback or future of an
   * asynchronous one gets it. What fails is not remembered as sent.
   *
   * @param number 1 for the next send, 2 for the one after it
   * @param failure of a type that sends throw
   * @throws IllegalArgumentException when it is of another type
   */
  public void failAt(int number, Exception failure) {
    failures.at(number, failure);
  }

  /** Lets all sends fail for which {@link #failAt} says nothing, until {@link #clear}. */
  public void failAlways(Exception failure) {
    failures.always(failure);
  }

  /**
   * Sets who answers requests; null is no reply, and so it is for all requests unless set: they
   * fail at once with a {@link RequestTimeoutException}.
   */
  public void replyWith(Function<Message, @Nullable Message> replier) {
    replies = replier;
  }

  /**
   * Asks the transaction listener about the transactions of which it did not know how they ended,
   * as a broker does. Those that are committed count as sent from then on.
   */
  public void checkTransactions() {
    TransactionListener listener = getTransactionListener();
    if (listener == null) {
      throw new IllegalStateException("nobody can be asked: setTransactionListener comes first");
    }
    for (Message message : openTransactions()) {
      MessageExt asked = new MessageExt();
      asked.setTopic(message.getTopic());
      asked.setBody(message.getBody());
      asked.setFlag(message.getFlag());
      MessageAccessor.setProperties(asked, message.getProperties());
      asked.setMsgId(String.valueOf(message.getTransactionId()));
      asked.setTransactionId(message.getTransactionId());
      end(message, listener.checkLocalTransaction(asked));
    }
  }

  /** Returns the messages of transactions of which nobody has said how they ended. */
  public List<Message> openTransactions() {
    synchronized (open) {
      return List.copyOf(open.values());
    }
  }

  /** Forgets what was sent and is open, and lets sends succeed; offsets and ids go on. */
  public void clear() {
    ledger.clear();
    failures.clear();
    synchronized (open) {
      open.clear();
    }
  }

  /** Says whether it was shut down. */
  public boolean closed() {
    return state == ServiceState.SHUTDOWN_ALREADY;
  }

  // --- life

  @Override
  public synchronized void start() throws MQClientException {
    if (state != ServiceState.CREATE_JUST) {
      throw notOk("The producer service state not OK, maybe started once, ");
    }
    Validators.checkGroup(getProducerGroup());
    state = ServiceState.RUNNING;
  }

  @Override
  public synchronized void shutdown() {
    state = ServiceState.SHUTDOWN_ALREADY;
  }

  @Override
  void checkOpen() throws MQClientException {
    if (closed()) {
      throw notOk("The producer service state not OK, ");
    }
  }

  private MQClientException notOk(String text) {
    return new MQClientException(
        text + state + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK), null);
  }

  // --- sends

  @Override
  SendResult take(Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    List<Message> messages = new ArrayList<>();
    if (message instanceof MessageBatch batch) {
      batch.forEach(messages::add);
    } else {
      messages.add(message);
    }
    String ids = ledger.identify(messages);
    failures.next();
    SendResult result = ledger.store(messages, queue == null ? next(message) : queue, ids);
    if (hasTime(message)) {
      result.setRecallHandle(ids);
    }
    return result;
  }

  private MessageQueue next(Message message) {
    return ledger.next(String.valueOf(message.getTopic()), getDefaultTopicQueueNums());
  }

  private static boolean hasTime(Message message) {
    return message.hasProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC)
        || message.hasProperty(MessageConst.PROPERTY_TIMER_DELAY_MS)
        || message.hasProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS);
  }

  @Override
  @Nullable Message reply(Message request) {
    return replies.apply(request);
  }

  /** Takes a message with a time of delivery out of what was sent. */
  @Override
  public String recallMessage(String topic, String recallHandle) throws MQClientException {
    checkOpen();
    Validators.checkTopic(topic);
    if (!ledger.remove(recallHandle)) {
      throw new MQClientException("recall handle is invalid", null);
    }
    return recallHandle;
  }

  @Override
  public long maxOffset(MessageQueue mq) {
    return ledger.end(mq);
  }

  @Override
  public long minOffset(MessageQueue mq) {
    return 0;
  }

  // --- transactions

  /**
   * Runs the listener in this thread. The message counts as sent when the listener commits; it is
   * open as long as the listener does not know.
   */
  @Override
  public TransactionSendResult sendMessageInTransaction(Message msg, @Nullable Object arg)
      throws MQClientException {
    TransactionListener listener = getTransactionListener();
    if (listener == null) {
      throw new MQClientException("TransactionListener is null", null);
    }
    checkOpen();
    Validators.checkMessage(msg, getMaxMessageSize());
    String id = ledger.identify(List.of(msg));
    failHalf();
    msg.setTransactionId(id);
    TransactionSendResult result = new TransactionSendResult();
    result.setSendStatus(SendStatus.SEND_OK);
    result.setMsgId(id);
    result.setTransactionId(id);
    result.setMessageQueue(next(msg));
    synchronized (open) {
      open.put(id, Ledger.copy(msg));
    }
    result.setLocalTransactionState(end(msg, execute(listener, msg, arg)));
    return result;
  }

  // A listener that throws does not say how it ended, as with the real producer; an assertion that
  // fails is the test's.
  private static @Nullable LocalTransactionState execute(
      TransactionListener listener, Message message, @Nullable Object arg) {
    try {
      return listener.executeLocalTransaction(message, arg);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private void failHalf() throws MQClientException {
    try {
      failures.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MQClientException("send message Exception: interrupted", e);
    } catch (MQClientException | RemotingException | MQBrokerException e) {
      throw new MQClientException("send message Exception: " + e.getMessage(), e);
    }
  }

  /** Ends a transaction, or leaves it open; returns how it ended. */
  private LocalTransactionState end(Message message, @Nullable LocalTransactionState said) {
    String id = String.valueOf(message.getTransactionId());
    if (said == null || said == LocalTransactionState.UNKNOW) {
      return LocalTransactionState.UNKNOW;
    }
    synchronized (open) {
      open.remove(id);
    }
    if (said == LocalTransactionState.COMMIT_MESSAGE) {
      ledger.store(List.of(message), next(message), id);
    }
    return said;
  }
}
