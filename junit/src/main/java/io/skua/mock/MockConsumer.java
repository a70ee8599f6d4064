package io.skua.mock;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.DrainReport;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.listener.ConsumeConcurrentlyContext;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyContext;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListener;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.common.ServiceState;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that gets its messages from a test, for code that subscribes and registers its
 * listener by itself.
 *
 * <pre>{@code
 * MockConsumer consumer = new MockConsumer();
 * new Billing(consumer).start();
 * assertThat(consumer.deliver(new Message("OrderPlaced", body))).isTrue();
 * }</pre>
 *
 * <p>Everything happens in the calling thread. Each message is a call of the listener of its own;
 * what it fails on, by its answer or an exception, is kept for {@link #redeliver}, as a broker
 * would bring it again. Tags are heeded as they are subscribed; conditions of SQL let everything
 * pass. Queues, offsets and hooks are left to {@link io.skua.embedded.EmbeddedSkua}. Thread-safe.
 */
public class MockConsumer extends DefaultMQPushConsumer {
  private final Map<String, MessageSelector> subscriptions = new ConcurrentHashMap<>();
  private final List<MessageExt> consumed = new ArrayList<>(); // guarded by itself
  private final List<MessageExt> failed = new ArrayList<>(); // guarded by consumed
  private volatile @Nullable Throwable lastFailure;
  private volatile ServiceState state = ServiceState.CREATE_JUST;
  private long offset; // guarded by consumed

  /** Creates a consumer of a group that does not matter. */
  public MockConsumer() {
    this("mock_consumer");
  }

  /** Creates a consumer of a group. */
  public MockConsumer(String consumerGroup) {
    super(consumerGroup);
  }

  // --- what a test does and asks

  /**
   * Delivers a message, as if a broker had it.
   *
   * @param message it may be a {@link MessageExt} with stamps and ids; any other gets them
   * @return whether the listener consumed it; false also when its tag is not subscribed
   * @throws IllegalStateException when the consumer is not running, or its topic not subscribed
   */
  public boolean deliver(Message message) {
    String topic = topicOf(message);
    MessageSelector selector = subscriptions.get(topic);
    if (state != ServiceState.RUNNING || selector == null) {
      throw new IllegalStateException(
          "a message of topic "
              + topic
              + " would not come: the consumer is "
              + state
              + " and subscribed to "
              + subscriptions.keySet());
    }
    return wants(selector, message) && call(received(message));
  }

  private static String topicOf(Message message) {
    return Objects.requireNonNull(message.getTopic(), "the message has no topic");
  }

  private static boolean wants(MessageSelector selector, Message message) {
    return Subscriptions.wants(
        Subscriptions.of(
            topicOf(message), selector.getExpressionType(), selector.getExpression(), 0),
        message.getTags());
  }

  /**
   * Delivers once more what has failed, each message with one more try.
   *
   * @return how many were consumed now
   */
  public int redeliver() {
    List<MessageExt> again;
    synchronized (consumed) {
      again = List.copyOf(failed);
      failed.clear();
    }
    int done = 0;
    for (MessageExt message : again) {
      message.setReconsumeTimes(message.getReconsumeTimes() + 1);
      done += call(message) ? 1 : 0;
    }
    return done;
  }

  /** Returns what was consumed, in order. */
  public List<MessageExt> consumed() {
    synchronized (consumed) {
      return List.copyOf(consumed);
    }
  }

  /** Returns what has failed and was not consumed since, in order. */
  public List<MessageExt> failed() {
    synchronized (consumed) {
      return List.copyOf(failed);
    }
  }

  /** Returns what the listener threw last, or null. */
  public @Nullable Throwable lastFailure() {
    return lastFailure;
  }

  private MessageExt received(Message message) {
    if (message instanceof MessageExt ready) {
      return ready;
    }
    MessageExt received = new MessageExt();
    received.setTopic(message.getTopic());
    byte[] body = message.getBody();
    received.setBody(body == null ? null : body.clone());
    received.setFlag(message.getFlag());
    MessageAccessor.setProperties(
        received, MessageAccessor.deepCopyProperties(message.getProperties()));
    synchronized (consumed) {
      received.setMsgId(String.format("%032X", offset + 1));
      received.setQueueOffset(offset++);
    }
    return received;
  }

  private boolean call(MessageExt message) {
    boolean done = false;
    try {
      done = consume(message);
    } catch (Throwable e) {
      lastFailure = e;
    }
    synchronized (consumed) {
      (done ? consumed : failed).add(message);
    }
    return done;
  }

  @SuppressWarnings("deprecation") // Old listeners commit.
  private boolean consume(MessageExt message) {
    MessageQueue queue = new MessageQueue(topicOf(message), "mock", message.getQueueId());
    MessageListener listener = getMessageListener();
    if (listener instanceof MessageListenerConcurrently concurrent) {
      ConsumeConcurrentlyContext context = new ConsumeConcurrentlyContext(queue);
      return concurrent.consumeMessage(List.of(message), context)
              == ConsumeConcurrentlyStatus.CONSUME_SUCCESS
          && context.getAckIndex() >= 0;
    }
    if (!(listener instanceof MessageListenerOrderly orderly)) {
      throw new IllegalStateException("there is no listener");
    }
    ConsumeOrderlyStatus status =
        orderly.consumeMessage(List.of(message), new ConsumeOrderlyContext(queue));
    return status == ConsumeOrderlyStatus.SUCCESS || status == ConsumeOrderlyStatus.COMMIT;
  }

  // --- what the code under test does

  @Override
  public void subscribe(String topic, @Nullable String subExpression) throws MQClientException {
    subscribe(topic, MessageSelector.byTag(subExpression));
  }

  @Override
  public void subscribe(String topic, @Nullable MessageSelector selector) throws MQClientException {
    MessageSelector known = selector == null ? MessageSelector.byTag("*") : selector;
    super.subscribe(topic, known);
    subscriptions.put(topic, known);
  }

  @Override
  public void unsubscribe(String topic) {
    super.unsubscribe(topic);
    subscriptions.remove(topic);
  }

  @Override
  public synchronized void start() throws MQClientException {
    if (state != ServiceState.CREATE_JUST) {
      throw new MQClientException(
          "The PushConsumer service state not OK, maybe started once, " + state, null);
    }
    if (getMessageListener() == null) {
      throw new MQClientException("messageListener is null; register one before the start", null);
    }
    state = ServiceState.RUNNING;
  }

  @Override
  public synchronized void shutdown() {
    state = ServiceState.SHUTDOWN_ALREADY;
  }

  @Override
  public DrainReport drain(Duration atMost) {
    shutdown();
    return new DrainReport(Map.of());
  }

  @Override
  public ServiceState getServiceState() {
    return state;
  }

  /** Says whether it was shut down. */
  public boolean closed() {
    return state == ServiceState.SHUTDOWN_ALREADY;
  }
}
