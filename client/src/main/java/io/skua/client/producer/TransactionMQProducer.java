package io.skua.client.producer;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.transaction.CheckThreads;
import io.skua.client.internal.transaction.TransactionCheck;
import io.skua.common.message.Message;
import io.skua.remoting.RPCHook;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A producer that can make the delivery of a message depend on a local transaction.
 *
 * <pre>{@code
 * TransactionMQProducer producer = new TransactionMQProducer("orders");
 * producer.setTransactionListener(listener);
 * producer.start();
 * TransactionSendResult result = producer.sendMessageInTransaction(message, order);
 * }</pre>
 *
 * <p>The message is stored first, where no consumer sees it; then the listener does the local
 * transaction; then the broker is told to deliver the message or to forget it. When the broker does
 * not hear of the end, it asks a producer of the group, any one that runs: the listener must be
 * able to answer for the transactions of all of them.
 *
 * <p>The settings below are read by {@link #start()}, but for the listeners, which may change at
 * any time. Checks run on at most {@link #setCheckThreadPoolMaxSize} threads, daemons that start
 * when there is something to check, or on the executor that was set. Thread-safe like its parent.
 */
public class TransactionMQProducer extends DefaultMQProducer {
  @SuppressWarnings("deprecation") // part of the known API
  private volatile @Nullable TransactionCheckListener transactionCheckListener;

  private volatile @Nullable TransactionListener transactionListener;
  private volatile int checkThreadPoolMinSize = 1;
  private volatile int checkThreadPoolMaxSize = 1;
  private volatile int checkRequestHoldMax = 2000;
  private volatile @Nullable ExecutorService executorService;
  private volatile @Nullable TransactionSender transactions; // set by the start

  /** Creates a producer whose group has to be set before it starts. */
  public TransactionMQProducer() {}

  /** Creates a producer of a group. */
  public TransactionMQProducer(String producerGroup) {
    super(producerGroup);
  }

  /** Creates a producer of a group whose topics are known, see {@link DefaultMQProducer}. */
  public TransactionMQProducer(String producerGroup, List<String> topics) {
    super(producerGroup, topics);
  }

  /** Creates a producer in a namespace of version 1. */
  public TransactionMQProducer(String namespace, String producerGroup) {
    super(namespace, producerGroup);
  }

  /** Creates a producer of a group with a hook, see {@link DefaultMQProducer}. */
  public TransactionMQProducer(String producerGroup, @Nullable RPCHook rpcHook) {
    super(producerGroup, rpcHook);
  }

  /** Creates a producer of a group with a hook, whose topics are known. */
  public TransactionMQProducer(
      String producerGroup, @Nullable RPCHook rpcHook, @Nullable List<String> topics) {
    super(producerGroup, rpcHook, topics);
  }

  /** Creates a producer of a group with a hook that may trace. */
  public TransactionMQProducer(
      String producerGroup,
      @Nullable RPCHook rpcHook,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    super(producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
  }

  /** Creates a producer with a hook in a namespace of version 1 that may trace. */
  public TransactionMQProducer(
      String namespace,
      String producerGroup,
      @Nullable RPCHook rpcHook,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    super(namespace, producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
  }

  /** Creates a producer that shares connections within one registry, see the parent. */
  public TransactionMQProducer(String producerGroup, ClientRegistry registry) {
    super(producerGroup, registry);
  }

  /**
   * Starts the producer; brokers may ask for transactions from then on.
   *
   * @throws MQClientException as {@link DefaultMQProducer#start()}, and when a setting of the check
   *     threads is wrong
   */
  @Override
  public void start() throws MQClientException {
    checkThreadNumbers();
    member().onCheck(this::asked);
    super.start();
    transactions = new TransactionSender(this, member(), checkThreads());
  }

  @Override
  void endTransaction(
      Message message,
      SendResult half,
      LocalTransactionState state,
      @Nullable Throwable localFailure) {
    TransactionSender running = transactions;
    if (running == null) {
      throw new IllegalStateException("the producer " + getProducerGroup() + " is not running");
    }
    running.end(message, half, state, localFailure);
  }

  private void checkThreadNumbers() throws MQClientException {
    int least = checkThreadPoolMinSize;
    int most = checkThreadPoolMaxSize;
    if (most < 1 || least < 0 || least > most) {
      throw new MQClientException(
          "checkThreadPoolMinSize "
              + least
              + " and checkThreadPoolMaxSize "
              + most
              + " are no numbers of threads: at least 0 and 1, the first not above the second",
          null);
    }
  }

  private CheckThreads checkThreads() {
    return new CheckThreads(
        executorService,
        member()
            .platform()
            .workers(
                "skua-transaction-check-" + getProducerGroup(),
                Math.max(1, checkThreadPoolMaxSize)),
        checkRequestHoldMax);
  }

  private void asked(TransactionCheck check) {
    TransactionSender running = transactions;
    if (running != null) {
      running.asked(check);
    } // Else the start has not come to its end; the broker asks again.
  }

  /** Stops the producer and its check threads, and shuts the executor down that was set. */
  @Override
  public void shutdown() {
    super.shutdown();
    TransactionSender running = transactions;
    if (running != null) {
      running.close();
    }
  }

  /**
   * Sends a message whose delivery depends on a local transaction. Waits until the broker has
   * stored it, then runs the listener on the calling thread, then tells the broker, without
   * waiting, how that ended. A delay level of the message is removed.
   *
   * @param arg is given to the listener
   * @return what the broker said, and how the local transaction ended. When the broker could not
   *     store the message safely, the local transaction was not run, and is a rollback. When the
   *     listener threw, the result has what it threw
   * @throws MQClientException when there is no listener, the message is not fit to be sent, or it
   *     could not be sent; the cause says why, and the local transaction was not run
   */
  @Override
  public TransactionSendResult sendMessageInTransaction(Message msg, @Nullable Object arg)
      throws MQClientException {
    TransactionListener listener = transactionListener;
    if (listener == null) {
      throw new MQClientException("TransactionListener is null", null);
    }
    member().running(); // Says what is wrong before the start.
    TransactionSender running = transactions;
    if (running == null) {
      throw new MQClientException("The producer is just being started", null);
    }
    return running.send(msg, listener, arg);
  }

  /** Returns the listener, or null. */
  public @Nullable TransactionListener getTransactionListener() {
    return transactionListener;
  }

  /** Sets what does local transactions and says how they ended. */
  public void setTransactionListener(@Nullable TransactionListener transactionListener) {
    this.transactionListener = transactionListener;
  }

  /**
   * Returns the older listener for checks, or null.
   *
   * @deprecated see {@link TransactionListener}
   */
  @Deprecated
  public @Nullable TransactionCheckListener getTransactionCheckListener() {
    return transactionCheckListener;
  }

  /**
   * Sets the older listener for checks; where it is set, it is asked in place of the other one.
   *
   * @deprecated see {@link TransactionListener}
   */
  @Deprecated
  public void setTransactionCheckListener(
      @Nullable TransactionCheckListener transactionCheckListener) {
    this.transactionCheckListener = transactionCheckListener;
  }

  /** Returns the smallest number of check threads. */
  public int getCheckThreadPoolMinSize() {
    return checkThreadPoolMinSize;
  }

  /**
   * Sets the smallest number of check threads, 1 by default. It is checked and has no effect:
   * threads start when there is something to check, and end when they are idle.
   */
  public void setCheckThreadPoolMinSize(int checkThreadPoolMinSize) {
    this.checkThreadPoolMinSize = checkThreadPoolMinSize;
  }

  /** Returns the largest number of check threads. */
  public int getCheckThreadPoolMaxSize() {
    return checkThreadPoolMaxSize;
  }

  /** Sets the largest number of check threads; 1 by default. */
  public void setCheckThreadPoolMaxSize(int checkThreadPoolMaxSize) {
    this.checkThreadPoolMaxSize = checkThreadPoolMaxSize;
  }

  /** Returns how many checks may wait for a thread. */
  public int getCheckRequestHoldMax() {
    return checkRequestHoldMax;
  }

  /**
   * Sets how many checks may wait for a thread; 2000 by default. Those above are logged and not
   * looked at: the broker asks again. An executor that was set has a limit of its own.
   */
  public void setCheckRequestHoldMax(int checkRequestHoldMax) {
    this.checkRequestHoldMax = checkRequestHoldMax;
  }

  /** Returns the executor of checks, or null. */
  public @Nullable ExecutorService getExecutorService() {
    return executorService;
  }

  /**
   * Sets who runs checks in place of this producer's own threads. {@link #shutdown()} shuts it
   * down, as known.
   */
  public void setExecutorService(@Nullable ExecutorService executorService) {
    this.executorService = executorService;
  }
}
