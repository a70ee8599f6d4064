package io.skua.embedded;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.MessageListener;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.MessageExt;
import io.skua.net.Net;
import io.skua.net.nio.NioNet;
import io.skua.runtime.Undo;
import io.skua.server.ServerException;
import io.skua.server.SkuaServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A name server and broker for tests, in this process: a real server at a real port, with clients
 * that are closed with it, a look at what is stored, and time that can be moved.
 *
 * <pre>{@code
 * try (EmbeddedSkua skua = EmbeddedSkua.start()) {
 *   skua.producer("orders").send(new Message("OrderPlaced", body));
 *   assertThat(skua.messages("OrderPlaced")).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Clients of other makes and processes reach it as well, at {@link #nameServerAddress}. Any
 * number of servers may run side by side. After {@link #close} no thread, port or temporary file is
 * left. All methods are thread-safe, and throw {@link IllegalStateException} when it is closed.
 */
public final class EmbeddedSkua implements AutoCloseable {
  private static final Duration NOTICING = Duration.ofSeconds(10);

  private final MovableTime time = new MovableTime();
  private final SkuaServer server;
  private final ReentrantLock lock = new ReentrantLock();
  private final Undo closing = new Undo(); // guarded by the lock
  private final Map<String, ConsumedMessages> consumed = new HashMap<>(); // guarded by the lock
  private @Nullable StoredMessages stored; // guarded by the lock, made when somebody asks
  private @Nullable Net net; // set by the start of the server
  private boolean closed; // guarded by the lock

  EmbeddedSkua(EmbeddedSkuaBuilder settings, Map<String, Integer> topics) {
    server = settings.build(time.server(), this::openNetwork);
    server.start();
    closing.later(server::close);
    boolean complete = false;
    try {
      topics.forEach(this::createTopic);
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private Net openNetwork() {
    net = new NioNet("skua-server", time.timers());
    return net;
  }

  /**
   * Starts a server in memory, at a free port of 127.0.0.1.
   *
   * @throws ServerException when that cannot be
   */
  public static EmbeddedSkua start() {
    return builder().start();
  }

  /** Begins to set up a server. */
  public static EmbeddedSkuaBuilder builder() {
    return new EmbeddedSkuaBuilder();
  }

  /** Returns where clients find it, as host:port: what {@code setNamesrvAddr} takes. */
  public String nameServerAddress() {
    return server.address().toString();
  }

  /** Returns the server itself: its data directory, the open transactions. */
  public SkuaServer server() {
    return server;
  }

  /**
   * Returns a new producer of a group, which is started, and closed with this server.
   *
   * @throws IllegalStateException when the group is not valid
   */
  public DefaultMQProducer producer(String group) {
    return connect(new DefaultMQProducer(group));
  }

  /**
   * Points a producer that has not been started to this server, starts it, and closes it with this
   * server: for producers with settings, and those of transactions.
   *
   * @return the producer
   * @throws IllegalStateException when it cannot be started; the cause says why
   */
  public <P extends DefaultMQProducer> P connect(P producer) {
    lock.lock();
    try {
      requireOpen();
      producer.setNamesrvAddr(nameServerAddress());
      producer.start();
      closing.later(producer::close);
      return producer;
    } catch (MQClientException e) {
      throw notStarted("producer", producer.getProducerGroup(), e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns a new consumer that has a listener called with the messages of a topic: those that are
   * there, and those that come. It is started, and closed with this server. A topic that nobody has
   * made is made, with 4 queues. What the listener fails on comes again when {@link #advance} has
   * moved time far enough: 10 s for the first time, 30 s for the second.
   *
   * @throws IllegalStateException when it cannot be started; the cause says why
   */
  public DefaultMQPushConsumer consumer(
      String group, String topic, MessageListenerConcurrently listener) {
    return consume(group, topic, listener);
  }

  /** As {@link #consumer}, but the messages of a queue come in order, one after the other. */
  public DefaultMQPushConsumer orderlyConsumer(
      String group, String topic, MessageListenerOrderly listener) {
    return consume(group, topic, listener);
  }

  private DefaultMQPushConsumer consume(String group, String topic, MessageListener listener) {
    stored().makeIfMissing(topic);
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setMessageListener(listener);
    try {
      consumer.subscribe(topic, "*");
    } catch (MQClientException e) {
      throw notStarted("consumer", group, e);
    }
    return connect(consumer);
  }

  /**
   * Points a consumer that has not been started to this server, starts it, and closes it with this
   * server: for consumers with settings and filters.
   *
   * @return the consumer
   * @throws IllegalStateException when it cannot be started; the cause says why
   */
  public <C extends DefaultMQPushConsumer> C connect(C consumer) {
    lock.lock();
    try {
      requireOpen();
      String group = consumer.getConsumerGroup();
      consumer.setNamesrvAddr(nameServerAddress());
      consumer.registerConsumeMessageHook(consumed.computeIfAbsent(group, ConsumedMessages::new));
      consumer.start();
      closing.later(consumer::close);
      return consumer;
    } catch (MQClientException e) {
      throw notStarted("consumer", consumer.getConsumerGroup(), e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until consumers of a group that this server has started have consumed so many messages of
   * a topic with success, and returns these. It is woken by each of them.
   *
   * @param atMost how long to wait, in real time
   * @throws AssertionError when there are fewer after that time; it lists what was consumed, and
   *     what was tried and failed
   */
  public List<MessageExt> awaitConsumed(String group, String topic, int count, Duration atMost) {
    ConsumedMessages known;
    lock.lock();
    try {
      requireOpen();
      known = consumed.get(group);
    } finally {
      lock.unlock();
    }
    if (known == null) {
      throw new IllegalStateException(
          "no consumer of group " + group + " was started by consumer(...) or connect(...)");
    }
    return known.await(topic, count, atMost);
  }

  /**
   * Makes a topic, or gives one another number of queues. A topic that nobody has made is made by
   * its first message, with 4 queues.
   *
   * @throws IllegalStateException when the server refuses; the cause says why
   */
  public void createTopic(String topic, int queues) {
    stored().createTopic(topic, queues);
  }

  /**
   * Returns what is stored in a topic now, in the order in which it was stored, with bodies as they
   * were sent; nothing when there is no such topic. No consumer notices. A delayed message is in
   * its topic when it is due, and one of a transaction when that is committed. What a group has
   * failed to consume is in the topics {@code %RETRY%group} and {@code %DLQ%group}.
   */
  public List<MessageExt> messages(String topic) {
    return stored().all(topic);
  }

  /**
   * Waits until a topic has at least so many messages, and returns what {@link #messages} does. It
   * is woken by each message. A topic that nobody has made is made, with 4 queues.
   *
   * @param atMost how long to wait, in real time
   * @throws AssertionError when there are fewer after that time; it lists those that are there
   */
  public List<MessageExt> awaitMessages(String topic, int count, Duration atMost) {
    return stored().await(topic, count, atMost);
  }

  /**
   * Moves the server's time forward, at once: what is due by then, such as a delayed or timed
   * message, the retry of a failed one, or the question how a transaction ended, is done now and
   * not after that time. Returns when the server has noticed; {@link #awaitMessages} waits for what
   * follows.
   *
   * <p>The server's stamps move with its clock. Clients keep the system's time, and none is late or
   * silent because of this. Messages older than three days are deleted by whole log files, as ever.
   *
   * @throws IllegalArgumentException when the duration is negative: time does not go back
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    CompletableFuture<Void> noticed = new CompletableFuture<>();
    lock.lock();
    try {
      requireOpen();
      time.advance(by);
      // Wakes the loop, and runs behind all timers that are due by now.
      requireNet().loop().after(Duration.ZERO, () -> noticed.complete(null));
    } finally {
      lock.unlock();
    }
    try {
      time.server().await(noticed, NOTICING);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("the server has not noticed that time has moved", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while time was moved", e);
    }
  }

  /** Returns the server's time: the system's, and what {@link #advance} has added to it. */
  public Instant now() {
    return Instant.ofEpochMilli(time.server().clock().wallMillis());
  }

  private static IllegalStateException notStarted(
      String role, String group, MQClientException cause) {
    return new IllegalStateException(
        role + " " + group + " cannot be started: " + cause.getMessage(), cause);
  }

  private Net requireNet() {
    Net present = net;
    if (present == null) {
      throw new IllegalStateException("the server has no network");
    }
    return present;
  }

  private StoredMessages stored() {
    lock.lock();
    try {
      requireOpen();
      StoredMessages present = stored;
      if (present == null) {
        present = new StoredMessages(nameServerAddress());
        closing.later(present::close);
        stored = present;
      }
      return present;
    } finally {
      lock.unlock();
    }
  }

  // Under the lock.
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "the embedded server at " + nameServerAddress() + " is closed; start another one");
    }
  }

  /** Closes the clients that it has started, and the server. Does nothing when it is closed. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.close();
    } finally {
      lock.unlock();
    }
  }
}
