package io.skua.client.consumer;

import io.skua.client.consumer.listener.ConsumeConcurrentlyContext;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyContext;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.ConsumeReturnType;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.internal.consume.deliver.ConcurrentListener;
import io.skua.client.internal.consume.deliver.OrderlyListener;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.ConsumeReport;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the application's listener, with hooks around it, and says what became of the messages.
 * Nothing that a listener throws gets further. In threads for consumption.
 */
final class ListenerCalls {
  private static final Logger log = LoggerFactory.getLogger(ListenerCalls.class);
  private static final String RETURN_TYPE = "ConsumeContextType"; // protocol B 6.1

  private final DefaultMQPushConsumer consumer;
  private final ConsumeHooks hooks;
  private final Clock clock;

  ListenerCalls(DefaultMQPushConsumer consumer, ConsumeHooks hooks, Clock clock) {
    this.consumer = consumer;
    this.hooks = hooks;
    this.clock = clock;
  }

  ConcurrentListener.Verdict concurrent(
      MessageListenerConcurrently listener, List<MessageExt> messages, MessageQueue queue) {
    ConsumeConcurrentlyContext context = new ConsumeConcurrentlyContext(queue);
    ConsumeMessageContext told = hooks.before(group(), messages, queue);
    long start = clock.nanos();
    ConsumeConcurrentlyStatus status = null;
    Throwable thrown = null;
    try {
      status = listener.consumeMessage(Collections.unmodifiableList(messages), context);
    } catch (Throwable e) {
      thrown = e;
    }
    boolean success = status == ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    complain(queue, status, thrown);
    after(told, start, status, ConsumeConcurrentlyStatus.RECONSUME_LATER, thrown, success);
    report(messages, queue, start, status, thrown, success);
    return new ConcurrentListener.Verdict(
        success ? done(context.getAckIndex(), messages.size()) : 0,
        context.getDelayLevelWhenNextConsume(),
        thrown,
        status != null);
  }

  private static int done(int ackIndex, int size) {
    return ackIndex >= size ? size : Math.max(0, ackIndex + 1);
  }

  OrderlyListener.Verdict orderly(
      MessageListenerOrderly listener, List<MessageExt> messages, MessageQueue queue) {
    ConsumeOrderlyContext context = new ConsumeOrderlyContext(queue);
    ConsumeMessageContext told = hooks.before(group(), messages, queue);
    long start = clock.nanos();
    ConsumeOrderlyStatus status = null;
    Throwable thrown = null;
    try {
      status = listener.consumeMessage(Collections.unmodifiableList(messages), context);
    } catch (Throwable e) {
      thrown = e;
    }
    OrderlyListener.Status result = result(status);
    boolean success =
        result == OrderlyListener.Status.SUCCESS || result == OrderlyListener.Status.COMMIT;
    complain(queue, status, thrown);
    after(
        told, start, status, ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT, thrown, success);
    report(messages, queue, start, status, thrown, success);
    return new OrderlyListener.Verdict(
        result,
        context.isAutoCommit(),
        context.getSuspendCurrentQueueTimeMillis(),
        thrown,
        status != null);
  }

  @SuppressWarnings("deprecation") // Old listeners return them.
  private static OrderlyListener.Status result(@Nullable ConsumeOrderlyStatus status) {
    if (status == null) {
      return OrderlyListener.Status.SUSPEND;
    }
    return switch (status) {
      case SUCCESS -> OrderlyListener.Status.SUCCESS;
      case COMMIT -> OrderlyListener.Status.COMMIT;
      case ROLLBACK -> OrderlyListener.Status.ROLLBACK;
      case SUSPEND_CURRENT_QUEUE_A_MOMENT -> OrderlyListener.Status.SUSPEND;
    };
  }

  private void complain(MessageQueue queue, @Nullable Object status, @Nullable Throwable thrown) {
    if (thrown != null) {
      log.warn("the listener of {} threw an exception over {}", group(), queue, thrown);
    } else if (status == null) {
      log.warn("the listener of {} returned null over {}, which is a failure", group(), queue);
    }
  }

  private String group() {
    return consumer.getConsumerGroup();
  }

  private void after(
      @Nullable ConsumeMessageContext context,
      long start,
      @Nullable Enum<?> status,
      Enum<?> failure, // What no status counts as.
      @Nullable Throwable thrown,
      boolean success) {
    if (context != null) {
      ConsumeReturnType type = type(start, status, thrown, success);
      context.getProps().put(RETURN_TYPE, type.name());
      hooks.after(context, (status == null ? failure : status).name(), success);
    }
  }

  private void report(
      List<MessageExt> messages,
      MessageQueue queue,
      long start,
      @Nullable Enum<?> status,
      @Nullable Throwable thrown,
      boolean success) {
    ClientListener listener = consumer.getClientListener();
    if (listener == null) {
      return;
    }
    long nanos = clock.nanos() - start;
    long oldest = Long.MAX_VALUE;
    for (MessageExt message : messages) {
      oldest = Math.min(oldest, message.getStoreTimestamp());
    }
    long begun = clock.wallMillis() - Duration.ofNanos(nanos).toMillis();
    try {
      listener.consumed(
          new ConsumeReport(
              group(),
              String.valueOf(messages.get(0).getTopic()),
              queue.getBrokerName(),
              messages.size(),
              Math.max(0, begun - oldest),
              nanos,
              type(start, status, thrown, success),
              thrown));
    } catch (RuntimeException e) {
      log.warn("a client listener failed: {}", listener, e);
    }
  }

  private ConsumeReturnType type(
      long start, @Nullable Enum<?> status, @Nullable Throwable thrown, boolean success) {
    if (thrown != null) {
      return ConsumeReturnType.EXCEPTION;
    }
    if (status == null) {
      return ConsumeReturnType.RETURNNULL;
    }
    Duration longest = Duration.ofMinutes(consumer.getConsumeTimeout());
    if (clock.nanos() - start >= longest.toNanos()) {
      return ConsumeReturnType.TIME_OUT;
    }
    return success ? ConsumeReturnType.SUCCESS : ConsumeReturnType.FAILED;
  }
}
