package io.skua.cli;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.instance.RunningMember;
import io.skua.client.internal.producer.QueueQueries;
import io.skua.client.internal.read.QueueReader;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.body.TopicRoute;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows a topic as a tool that reads it: without a group, so that nobody's consuming changes, and
 * without a trace at the brokers, whatever ends it. One request waits at a broker for each queue.
 *
 * <p>A queue that cannot be read at first ends it; one that cannot be read any more is tried again.
 * What is shared belongs to the loop, but the printer.
 */
final class QueueFollower implements Follower, RunningMember {
  private static final Duration WAIT = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration NEW_QUEUES = Duration.ofSeconds(30);

  private final ClientRegistry.Lease lease;
  private final SubscriptionData subscription;
  private final StartPoint from;
  private final MessagePrinter printer;
  private final PrintWriter err;
  private final QueueReader reader;
  private final QueueQueries queries;
  private final Set<MessageQueue> followed = new HashSet<>();
  private boolean unreachable;

  /** Makes one for a cluster; starts nothing. */
  QueueFollower(
      ClientSettings client,
      SubscriptionData subscription,
      StartPoint from,
      MessagePrinter printer,
      PrintWriter err) {
    this.lease = ClientRegistry.shared().lease(client);
    this.subscription = subscription;
    this.from = from;
    this.printer = printer;
    this.err = err;
    this.reader =
        new QueueReader(running(), subscription.expressionType(), subscription.expression());
    this.queries = new QueueQueries(this);
  }

  @Override
  public ClientInstance running() {
    return lease.instance();
  }

  @Override
  public Platform platform() {
    return SystemPlatform.INSTANCE;
  }

  @Override
  public void start() throws MQClientException {
    running().start();
    for (MessageQueue queue : queries.subscribeQueues(subscription.topic())) {
      long offset = startOf(queue);
      running().loop().run(() -> follow(queue, offset));
    }
    running().loop().every(NEW_QUEUES, NEW_QUEUES, this::lookForQueues);
  }

  private long startOf(MessageQueue queue) throws MQClientException {
    return switch (from.kind()) {
      case FIRST -> queries.minOffset(queue);
      case LAST -> queries.maxOffset(queue);
      case TIME -> queries.searchOffset(queue, from.millis());
    };
  }

  private void lookForQueues() {
    running().routes().refresh(subscription.topic()).thenAccept(this::follow);
  }

  // What is in a queue that has just been made is new.
  private void follow(TopicRoute route) {
    for (QueueRoute broker : route.queues()) {
      for (int id = 0; id < broker.readQueueNums(); id++) {
        follow(new MessageQueue(subscription.topic(), broker.brokerName(), id), 0);
      }
    }
  }

  private void follow(MessageQueue queue, long offset) {
    if (followed.add(queue)) {
      read(queue, offset, Duration.ZERO);
    }
  }

  /**
   * Reads on.
   *
   * @param wait zero for a queue that has not been read yet
   */
  private void read(MessageQueue queue, long offset, Duration wait) {
    reader
        .await(queue, offset, wait)
        .whenComplete(
            (slice, failure) -> {
              if (failure == null) {
                print(slice);
                running().loop().run(() -> arrived(queue, slice.next()));
              } else if (wait.isZero()) {
                printer.fail(failure);
              } else {
                running().loop().run(() -> failed(queue, offset, failure));
              }
            });
  }

  private void print(QueueReader.Slice slice) {
    for (MessageExt message : slice.messages()) {
      if (Subscriptions.wants(subscription, message.getTags())) {
        printer.print(message);
      }
    }
  }

  private void arrived(MessageQueue queue, long next) {
    unreachable = false;
    if (!printer.ended().isDone()) {
      read(queue, next, WAIT);
    }
  }

  private void failed(MessageQueue queue, long offset, Throwable failure) {
    if (printer.ended().isDone()) {
      return;
    }
    if (!unreachable) {
      err.println("skua: " + queue.getBrokerName() + " is tried again: " + Diagnosis.of(failure));
      err.flush();
    }
    unreachable = true;
    running().routes().refreshAll(List.of(subscription.topic()));
    running().loop().after(PAUSE, () -> read(queue, offset, WAIT));
  }

  @Override
  public void close() {
    lease.release();
  }
}
