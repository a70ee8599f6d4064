package io.skua.client.consumer;

import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import io.skua.runtime.Workers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the queues of this client pulled again and again by callbacks of the application, one per
 * topic: the queues of its share of the group, or all of them when broadcasting. What is set has to
 * be set before the start. Thread-safe.
 *
 * @deprecated {@link DefaultLitePullConsumer} does more with less.
 */
@Deprecated
public class MQPullConsumerScheduleService {
  private static final Logger log = LoggerFactory.getLogger(MQPullConsumerScheduleService.class);
  private static final int PAUSE_AFTER_FAILURE_MILLIS = 1000;

  private final ConcurrentHashMap<MessageQueue, PullTaskImpl> tasks = new ConcurrentHashMap<>();
  private volatile DefaultMQPullConsumer defaultMQPullConsumer;
  private volatile int pullThreadNums = 20;
  private volatile ConcurrentHashMap<String, PullTaskCallback> callbackTable =
      new ConcurrentHashMap<>();
  private volatile @Nullable Workers threads; // while it runs

  /** Creates a service for a group, which shares out its queues. */
  public MQPullConsumerScheduleService(String consumerGroup) {
    this(consumerGroup, null);
  }

  /** Creates a service for a group with a hook that sees each request. */
  public MQPullConsumerScheduleService(String consumerGroup, @Nullable RPCHook rpcHook) {
    this.defaultMQPullConsumer = new DefaultMQPullConsumer(consumerGroup, rpcHook);
    this.defaultMQPullConsumer.setMessageModel(MessageModel.CLUSTERING);
  }

  /**
   * Starts the consumer; callbacks are called as soon as queues are shared out.
   *
   * @throws MQClientException when the consumer cannot be started
   */
  public void start() throws MQClientException {
    DefaultMQPullConsumer consumer = defaultMQPullConsumer;
    threads =
        consumer.platform().workers("PullMsgThread-" + consumer.getConsumerGroup(), pullThreadNums);
    consumer.setMessageQueueListener(this::shared);
    consumer.start();
  }

  private void shared(String topic, Set<MessageQueue> all, Set<MessageQueue> ours) {
    putTask(topic, getMessageModel() == MessageModel.BROADCASTING ? all : ours);
  }

  /** Pulls these queues of a topic from now on, and no others of it. */
  public void putTask(String topic, Set<MessageQueue> mqNewSet) {
    for (MessageQueue queue : tasks.keySet()) {
      if (queue.getTopic().equals(topic) && !mqNewSet.contains(queue)) {
        PullTaskImpl gone = tasks.remove(queue);
        if (gone != null) {
          gone.setCancelled(true);
        }
      }
    }
    for (MessageQueue queue : mqNewSet) {
      PullTaskImpl task = new PullTaskImpl(queue);
      if (tasks.putIfAbsent(queue, task) == null) {
        task.submit();
      }
    }
  }

  /** Has the queues of a topic pulled by a callback. */
  public void registerPullTaskCallback(String topic, PullTaskCallback callback) {
    callbackTable.put(topic, callback);
    defaultMQPullConsumer.registerMessageQueueListener(topic, null);
  }

  /** Ends: lets the pulls that run finish for a moment, and shuts the consumer down. */
  public void shutdown() {
    tasks.values().forEach(task -> task.setCancelled(true));
    tasks.clear();
    Workers running = threads;
    threads = null;
    if (running != null) {
      running.close();
    }
    defaultMQPullConsumer.shutdown();
  }

  /** A queue that is pulled, by one thread at a time. The service makes it. */
  public class PullTaskImpl implements Runnable {
    private final MessageQueue queue;
    private volatile boolean cancelled;

    /** Makes the task of a queue. */
    public PullTaskImpl(MessageQueue messageQueue) {
      this.queue = messageQueue;
    }

    /** Says whether the queue is not to be pulled any more. */
    public boolean isCancelled() {
      return cancelled;
    }

    /** Sets whether the queue is not to be pulled any more. */
    public void setCancelled(boolean cancelled) {
      this.cancelled = cancelled;
    }

    /** Returns the queue. */
    public MessageQueue getMessageQueue() {
      return queue;
    }

    private void submit() {
      Workers running = threads;
      if (running != null && !cancelled) {
        try {
          running.execute(this);
        } catch (RejectedExecutionException e) {
          log.debug("{} is not pulled any more: the service is shut down", queue, e);
        }
      }
    }

    @Override
    public void run() {
      if (cancelled) {
        return;
      }
      PullTaskCallback callback =
          callbackTable.get(defaultMQPullConsumer.withoutNamespace(queue.getTopic()));
      if (callback == null) {
        log.warn("{} is not pulled: its topic has no callback", queue);
        tasks.remove(queue, this);
        return;
      }
      PullTaskContext context = new PullTaskContext();
      context.setPullConsumer(defaultMQPullConsumer);
      try {
        callback.doPullTask(queue, context);
      } catch (Throwable e) {
        log.error("the callback that pulls {} failed; it is called again in a second", queue, e);
        context.setPullNextDelayTimeMillis(PAUSE_AFTER_FAILURE_MILLIS);
      }
      again(Duration.ofMillis(context.getPullNextDelayTimeMillis()));
    }

    private void again(Duration pause) {
      try {
        defaultMQPullConsumer.scheduler().after(pause, this::submit);
      } catch (MQClientException e) {
        log.debug("{} is not pulled any more: {}", queue, e.getMessage());
      }
    }
  }

  // --- settings

  /** Returns the callbacks by topic: the table itself. */
  public ConcurrentMap<String, PullTaskCallback> getCallbackTable() {
    return callbackTable;
  }

  /** Replaces the callbacks. Their topics have to be registered with the consumer. */
  public void setCallbackTable(ConcurrentHashMap<String, PullTaskCallback> callbackTable) {
    this.callbackTable = callbackTable;
  }

  /** Returns how many queues may be pulled at a time. */
  public int getPullThreadNums() {
    return pullThreadNums;
  }

  /** Sets how many queues may be pulled at a time; 20 unless set. */
  public void setPullThreadNums(int pullThreadNums) {
    this.pullThreadNums = pullThreadNums;
  }

  /** Returns the consumer, to set it up. */
  public DefaultMQPullConsumer getDefaultMQPullConsumer() {
    return defaultMQPullConsumer;
  }

  /** Replaces the consumer. */
  public void setDefaultMQPullConsumer(DefaultMQPullConsumer defaultMQPullConsumer) {
    this.defaultMQPullConsumer = defaultMQPullConsumer;
  }

  /** Returns who gets which messages. */
  public MessageModel getMessageModel() {
    return defaultMQPullConsumer.getMessageModel();
  }

  /** Sets who gets which messages. */
  public void setMessageModel(MessageModel messageModel) {
    defaultMQPullConsumer.setMessageModel(messageModel);
  }
}
