package io.skua.client.impl.producer;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.CheckForbiddenContext;
import io.skua.client.hook.CheckForbiddenHook;
import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.EndTransactionHook;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.impl.factory.MQClientInstance;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks of a producer, registered and called (protocol 6.23). Users of the RocketMQ client know
 * this class as the inside of a producer; here it is this door only. Hooks can be registered at any
 * time and count from the next send on. Thread-safe.
 */
public class DefaultMQProducerImpl {
  private static final Logger log = LoggerFactory.getLogger(DefaultMQProducerImpl.class);

  /** What of its inside a producer shows here. */
  public interface Inside {
    /** Tells a broker how a transaction has ended. */
    void endTransaction(
        Message message,
        SendResult half,
        LocalTransactionState state,
        @Nullable Throwable localFailure);

    /** Returns the door to the client instance. */
    MQClientInstance instance();

    /** Returns the queues that can be written, by topic: of those whose route is known. */
    Map<String, List<MessageQueue>> queues();
  }

  private final DefaultMQProducer producer;
  private final Inside inside;
  private final List<SendMessageHook> sendHooks = new CopyOnWriteArrayList<>();
  private final List<CheckForbiddenHook> forbiddenHooks = new CopyOnWriteArrayList<>();
  private final List<EndTransactionHook> transactionHooks = new CopyOnWriteArrayList<>();
  private final Set<Object> reported = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ExecutorService asyncSenderExecutor;
  private @Nullable SendsUnderWay sendsUnderWay; // guarded by the monitor

  /** Makes the door of a producer; {@link DefaultMQProducer#getDefaultMQProducerImpl} does. */
  public DefaultMQProducerImpl(DefaultMQProducer producer, Inside inside) {
    this.producer = producer;
    this.inside = inside;
  }

  /** Returns the producer. */
  public DefaultMQProducer getDefaultMQProducer() {
    return producer;
  }

  // --- routes

  /** Returns the client instance of the producer. */
  public MQClientInstance getMqClientFactory() {
    return inside.instance();
  }

  /**
   * Returns the queues by topic, as far as their routes are known: a copy. Changes of it change
   * nothing. {@link DefaultMQProducer#fetchPublishMessageQueues} asks for those of a topic.
   *
   * @throws IllegalStateException when the producer is not running
   */
  public ConcurrentMap<String, TopicPublishInfo> getTopicPublishInfoTable() {
    ConcurrentMap<String, TopicPublishInfo> table = new ConcurrentHashMap<>();
    inside.queues().forEach((topic, queues) -> table.put(topic, new TopicPublishInfo(queues)));
    return table;
  }

  // --- asynchronous sends

  /**
   * Returns the executor of asynchronous sends, as far as there is one: this client needs none, and
   * nothing of it is run there. It is the one that was set; else a {@link
   * java.util.concurrent.ThreadPoolExecutor} without threads, whose queue has as many elements as
   * requests of this client wait for an answer. So programs that send no more while that queue is
   * long do what they mean to. It ends with the producer.
   */
  public ExecutorService getAsyncSenderExecutor() {
    ExecutorService set = asyncSenderExecutor;
    return set != null ? set : sendsUnderWay();
  }

  /**
   * Sets what {@link #getAsyncSenderExecutor} returns; nothing is run there.
   *
   * @param asyncSenderExecutor null for what it is without
   */
  public void setAsyncSenderExecutor(@Nullable ExecutorService asyncSenderExecutor) {
    this.asyncSenderExecutor = asyncSenderExecutor;
  }

  private synchronized SendsUnderWay sendsUnderWay() {
    SendsUnderWay present = sendsUnderWay;
    if (present == null) {
      present = new SendsUnderWay(inside.instance()::unanswered);
      sendsUnderWay = present;
    }
    return present;
  }

  /** Ends what has been asked for here; the producer does that when it ends. */
  public synchronized void close() {
    if (sendsUnderWay != null) {
      sendsUnderWay.shutdown();
    }
    inside.instance().shutdown();
  }

  // --- registering

  /** Adds a hook that is told of every attempt to send a message. */
  public void registerSendMessageHook(SendMessageHook hook) {
    sendHooks.add(hook);
    log.info("register sendMessage Hook, {}", hook.hookName());
  }

  /** Adds a hook that may forbid attempts. */
  public void registerCheckForbiddenHook(CheckForbiddenHook checkForbiddenHook) {
    forbiddenHooks.add(checkForbiddenHook);
    log.info("register a new checkForbiddenHook. hookName={}", checkForbiddenHook.hookName());
  }

  /** Adds a hook that is told how transactions end. */
  public void registerEndTransactionHook(EndTransactionHook hook) {
    transactionHooks.add(hook);
    log.info("register endTransaction Hook, {}", hook.hookName());
  }

  // --- calling

  /** Says whether anybody wants to be told of attempts. */
  public boolean hasSendMessageHook() {
    return !sendHooks.isEmpty();
  }

  /** Tells the hooks that an attempt begins. */
  public void executeSendMessageHookBefore(SendMessageContext context) {
    for (SendMessageHook hook : sendHooks) {
      try {
        hook.sendMessageBefore(context);
      } catch (Throwable e) {
        report(hook, e);
      }
    }
  }

  /** Tells the hooks that an attempt has ended. */
  public void executeSendMessageHookAfter(SendMessageContext context) {
    for (SendMessageHook hook : sendHooks) {
      try {
        hook.sendMessageAfter(context);
      } catch (Throwable e) {
        report(hook, e);
      }
    }
  }

  /** Says whether anybody wants to forbid attempts. */
  public boolean hasCheckForbiddenHook() {
    return !forbiddenHooks.isEmpty();
  }

  /**
   * Asks the hooks whether an attempt is allowed.
   *
   * @throws MQClientException when one of them forbids it, or fails
   */
  public void executeCheckForbiddenHook(CheckForbiddenContext context) throws MQClientException {
    for (CheckForbiddenHook hook : forbiddenHooks) {
      try {
        hook.checkForbidden(context);
      } catch (MQClientException e) {
        throw e;
      } catch (Throwable e) {
        // Who cannot say that it is allowed has not allowed it.
        throw new MQClientException(
            "the hook " + hook.getClass().getName() + " failed, so the message is not sent: " + e,
            e);
      }
    }
  }

  /** Says whether anybody wants to be told how transactions end. */
  public boolean hasEndTransactionHook() {
    return !transactionHooks.isEmpty();
  }

  /** Tells the hooks how a transaction ends. */
  public void executeEndTransactionHook(EndTransactionContext context) {
    for (EndTransactionHook hook : transactionHooks) {
      try {
        hook.endTransaction(context);
      } catch (Throwable e) {
        report(hook, e);
      }
    }
  }

  /**
   * Tells the hooks how a transaction ends, if there are any. To be called before the broker is
   * told, and not on the network's thread.
   *
   * @param fromTransactionCheck whether the broker had asked
   */
  public void doExecuteEndTransactionHook(
      Message msg,
      @Nullable String msgId,
      @Nullable String brokerAddr,
      LocalTransactionState state,
      boolean fromTransactionCheck) {
    if (!hasEndTransactionHook()) {
      return;
    }
    EndTransactionContext context = new EndTransactionContext();
    context.setProducerGroup(producer.getProducerGroup());
    context.setMessage(msg);
    context.setMsgId(msgId);
    context.setTransactionId(msg.getTransactionId());
    context.setBrokerAddr(brokerAddr);
    context.setTransactionState(state);
    context.setFromTransactionCheck(fromTransactionCheck);
    executeEndTransactionHook(context);
  }

  // --- transactions

  /**
   * Tells the broker of a half message how its transaction has ended, for programs that end it by
   * themselves: later than in the listener, say. That the broker cannot be told is logged only; it
   * asks the group's transaction listener then.
   *
   * @param msg the message as it was sent
   * @param sendResult what sending it has brought
   * @param localException why the local transaction failed, which the broker logs; or null
   * @throws IllegalStateException when the producer is not a {@link
   *     io.skua.client.producer.TransactionMQProducer} that is running
   */
  @SuppressWarnings("RedundantThrows") // what callers are compiled to catch
  public void endTransaction(
      Message msg,
      SendResult sendResult,
      LocalTransactionState localTransactionState,
      @Nullable Throwable localException)
      throws RemotingException, MQBrokerException, InterruptedException, UnknownHostException {
    inside.endTransaction(msg, sendResult, localTransactionState, localException);
  }

  // A hook that fails fails for every message: once is enough.
  private void report(Object hook, Throwable failure) {
    if (reported.add(hook)) {
      log.warn(
          "the hook {} failed; that is logged once, and sends go on",
          hook.getClass().getName(),
          failure);
    }
  }
}
