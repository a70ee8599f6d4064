package io.skua.embedded;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.read.QueueReader;
import io.skua.client.internal.route.RouteException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import io.skua.server.ServerSettings;
import io.skua.wire.body.QueueRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Makes topics, and reads what they have, as a tool does: without a group, and without a trace at
 * the server. Has a connection of its own. Thread-safe.
 */
final class StoredMessages implements AutoCloseable {
  private static final Platform PLATFORM = SystemPlatform.INSTANCE;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int QUEUES = 4; // as many as a topic gets that a first message makes

  /** A topic that every broker of a cluster has, whether clients may make topics or not. */
  private static final String EVERYWHERE = ServerSettings.DEFAULT.cluster();

  private final DefaultMQProducer client = new DefaultMQProducer("skua_embedded");
  private final ClientRegistry.Lease lease;
  private final QueueReader reader;

  StoredMessages(String nameServer) {
    client.setNamesrvAddr(nameServer);
    try {
      client.start();
    } catch (MQClientException e) {
      throw new IllegalStateException("no client for " + nameServer + ": " + e.getMessage(), e);
    }
    lease = ClientRegistry.shared().lease(Settings.of(client));
    reader = new QueueReader(lease.instance());
  }

  @Override
  public void close() {
    lease.release();
    client.close();
  }

  void createTopic(String topic, int queues) {
    try {
      client.createTopic(EVERYWHERE, topic, queues, Map.of());
    } catch (MQClientException e) {
      throw new IllegalStateException(
          "topic " + topic + " with " + queues + " queues cannot be made: " + e.getMessage(), e);
    }
  }

  void makeIfMissing(String topic) {
    if (queues(topic).isEmpty()) {
      createTopic(topic, QUEUES);
    }
  }

  /** Returns what a topic has now, in the order in which it was stored. */
  List<MessageExt> all(String topic) {
    List<MessageExt> found = new ArrayList<>();
    for (MessageQueue queue : queues(topic)) {
      long next = 0;
      QueueReader.Slice slice;
      do {
        slice = await(reader.read(queue, next), PATIENCE, topic);
        found.addAll(slice.messages());
        next = slice.next();
      } while (next < slice.max());
    }
    found.sort(Comparator.comparingLong(MessageExt::getCommitLogOffset));
    return found;
  }

  /** As {@link #all}, when there are so many; a topic that is missing is made. */
  List<MessageExt> await(String topic, int count, Duration atMost) {
    long deadline = PLATFORM.clock().nanos() + atMost.toNanos();
    makeIfMissing(topic);
    Count stored = new Count(queues(topic));
    while (stored.found < count) {
      long left = deadline - PLATFORM.clock().nanos();
      if (left <= 0) {
        throw tooFew(topic, count, atMost);
      }
      stored.awaitMore(Duration.ofNanos(left), topic);
    }
    return all(topic);
  }

  private AssertionError tooFew(String topic, int count, Duration atMost) {
    List<MessageExt> there = all(topic);
    StringBuilder text = new StringBuilder(200);
    text.append(there.size()).append(" of ").append(count).append(" messages are in topic ");
    text.append(topic).append(" after ").append(atMost.toMillis()).append(" ms");
    for (MessageExt message : there) {
      text.append("\n  queue ").append(message.getQueueId());
      text.append(", offset ").append(message.getQueueOffset());
      text.append(", tags ").append(message.getTags());
      text.append(", keys ").append(message.getKeys());
      text.append(", id ").append(message.getMsgId());
    }
    return new AssertionError(text.toString());
  }

  /** Counts the messages of queues as they come: one pull waits at the server for each queue. */
  private final class Count {
    private final List<MessageQueue> queues;
    private final long[] next;
    private final List<CompletableFuture<QueueReader.Slice>> pulls = new ArrayList<>();
    private int found;

    Count(List<MessageQueue> queues) {
      this.queues = queues;
      this.next = new long[queues.size()];
    }

    /** Returns when at least one pull has been answered, or the time is over. */
    void awaitMore(Duration left, String topic) {
      for (int i = pulls.size(); i < queues.size(); i++) {
        pulls.add(reader.await(queues.get(i), next[i], left));
      }
      try {
        Object unused =
            PLATFORM.await(CompletableFuture.anyOf(pulls.toArray(CompletableFuture[]::new)), left);
      } catch (TimeoutException e) {
        return;
      } catch (ExecutionException | InterruptedException e) {
        throw failure(e, topic);
      }
      for (int i = 0; i < pulls.size(); i++) {
        if (pulls.get(i).isDone()) {
          QueueReader.Slice slice = StoredMessages.await(pulls.get(i), PATIENCE, topic);
          found += slice.messages().size();
          next[i] = slice.next();
          pulls.set(i, reader.await(queues.get(i), next[i], left));
        }
      }
    }
  }

  /** Returns the queues of a topic; none when there is no such topic. */
  private List<MessageQueue> queues(String topic) {
    List<MessageQueue> queues = new ArrayList<>();
    for (QueueRoute route : await(routes(topic), PATIENCE, topic)) {
      for (int id = 0; id < Math.max(route.readQueueNums(), route.writeQueueNums()); id++) {
        queues.add(new MessageQueue(topic, route.brokerName(), id));
      }
    }
    return queues;
  }

  private CompletableFuture<List<QueueRoute>> routes(String topic) {
    ClientInstance instance = lease.instance();
    return instance
        .routes()
        .refresh(topic)
        .handle(
            (route, failure) -> {
              if (failure == null) {
                return route.queues();
              }
              Throwable cause = unwrapped(failure);
              if (cause instanceof RouteException missing
                  && missing.kind() == RouteException.Kind.UNKNOWN_TOPIC) {
                return List.of();
              }
              throw new CompletionException(cause);
            });
  }

  private static <T> T await(CompletableFuture<T> answer, Duration atMost, String topic) {
    try {
      return PLATFORM.await(answer, atMost);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      throw failure(e, topic);
    }
  }

  private static IllegalStateException failure(Exception e, String topic) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while topic " + topic + " was read", e);
    }
    Throwable cause = unwrapped(e);
    return new IllegalStateException("topic " + topic + " cannot be read: " + cause, cause);
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapper && cause != null ? unwrapped(cause) : failure;
  }
}
