package io.skua.client.trace;

import io.skua.client.AccessChannel;
import io.skua.client.ClientConfig;
import io.skua.client.exception.MQClientException;
import io.skua.client.impl.consumer.DefaultMQPushConsumerImpl;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.topic.TopicValidator;
import io.skua.remoting.RPCHook;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.Threads;
import io.skua.runtime.Undo;
import io.skua.runtime.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends traces as messages to a topic of their own, through a producer and a client of their own
 * (protocol 6.20). Traces wait in a queue of 2048; they are sent when there are enough for a
 * message, and every five seconds. What the queue cannot take, and what cannot be sent, is dropped
 * and counted: {@link #getDiscardCount}.
 *
 * <p>The client opens with the first trace; until then there is no thread and no connection. From
 * then on all work is done on that client's loop. Thread-safe.
 */
public class AsyncTraceDispatcher implements TraceDispatcher {
  private static final Logger log = LoggerFactory.getLogger(AsyncTraceDispatcher.class);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static final int QUEUE = 2048;
  private static final int MAX_BATCH = 20;
  private static final int SEND_MILLIS = 5_000;
  private static final Duration FLUSH = Duration.ofSeconds(5);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  /** So many messages may wait for their broker; then traces wait in the queue. */
  private static final int MAX_IN_FLIGHT = 32;

  private final ClientRegistry registry;
  private final @Nullable RPCHook rpcHook;
  private final Platform platform;
  private final Workers opener;
  private final DefaultMQProducer traceProducer;
  private final int batchNum;
  private final ArrayBlockingQueue<TraceContext> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong discardCount = new AtomicLong();
  private final AtomicBoolean flushAsked = new AtomicBoolean();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  // The client of the traces, as what has to be undone to close it. Set under the lock, once.
  private volatile @Nullable CompletableFuture<Undo> client;
  private volatile @Nullable Loop loop; // of the client that is open
  private volatile String traceTopicName;
  private volatile AccessChannel accessChannel = AccessChannel.LOCAL;
  private volatile @Nullable DefaultMQProducerImpl hostProducer;
  private volatile @Nullable DefaultMQPushConsumerImpl hostConsumer;
  private volatile @Nullable ClientConfig host;
  private volatile boolean taking = true;
  private volatile boolean full;
  private @Nullable Thread atExit; // guarded by this
  private boolean started; // guarded by this
  private boolean stopped; // guarded by this
  private int inFlight; // the loop's
  private boolean failing; // the loop's

  /**
   * Makes a dispatcher that has not been started.
   *
   * @param group the group of the client that is traced
   * @param batchNum how many traces go into one message at most; never more than 20
   * @param traceTopicName where traces go; null or blank for the system's topic
   * @param rpcHook sees each request, to sign it say; null for none
   */
  public AsyncTraceDispatcher(
      String group,
      Type type,
      int batchNum,
      @Nullable String traceTopicName,
      @Nullable RPCHook rpcHook) {
    this(group, type, batchNum, traceTopicName, rpcHook, ClientRegistry.shared());
  }

  /** As above, with the connections and the time of a registry. */
  public AsyncTraceDispatcher(
      String group,
      Type type,
      int batchNum,
      @Nullable String traceTopicName,
      @Nullable RPCHook rpcHook,
      ClientRegistry registry) {
    this.registry = registry;
    this.rpcHook = rpcHook;
    this.platform = registry.platform();
    this.batchNum = Math.max(1, Math.min(batchNum, MAX_BATCH));
    this.traceTopicName =
        traceTopicName == null || traceTopicName.isBlank()
            ? TopicValidator.RMQ_SYS_TRACE_TOPIC
            : traceTopicName;
    String name =
        TraceConstants.GROUP_NAME_PREFIX
            + "-"
            + group
            + "-"
            + type
            + "-"
            + COUNTER.incrementAndGet();
    this.traceProducer = new DefaultMQProducer(name, rpcHook, registry);
    this.opener = platform.workers("skua-trace-" + group, 1);
  }

  // --- settings

  /** Returns what kind of service the traced client talks to. */
  public AccessChannel getAccessChannel() {
    return accessChannel;
  }

  /** Sets what kind of service the traced client talks to; {@link #start} does so too. */
  public void setAccessChannel(AccessChannel accessChannel) {
    this.accessChannel = accessChannel;
  }

  /** Returns the topic for traces. In the cloud, the topic follows from the region instead. */
  public String getTraceTopicName() {
    return traceTopicName;
  }

  /** Sets the topic for traces. */
  public void setTraceTopicName(String traceTopicName) {
    this.traceTopicName = traceTopicName;
  }

  /** Returns the producer that sends the traces. */
  public DefaultMQProducer getTraceProducer() {
    return traceProducer;
  }

  /** Returns the inside of the producer that is traced, or null. */
  public @Nullable DefaultMQProducerImpl getHostProducer() {
    return hostProducer;
  }

  /** Sets the inside of the producer that is traced, whose settings of connections are taken. */
  public void setHostProducer(DefaultMQProducerImpl hostProducer) {
    this.hostProducer = hostProducer;
    this.host = hostProducer.getDefaultMQProducer();
  }

  /** Returns the inside of the consumer that is traced, or null. */
  public @Nullable DefaultMQPushConsumerImpl getHostConsumer() {
    return hostConsumer;
  }

  /** Sets the inside of the consumer that is traced, whose settings of connections are taken. */
  public void setHostConsumer(DefaultMQPushConsumerImpl hostConsumer) {
    this.hostConsumer = hostConsumer;
    this.host = hostConsumer.getDefaultMQPushConsumer();
  }

  /** Returns the namespace of version 2 that traces are sent in, or null. */
  public @Nullable String getNamespaceV2() {
    return traceProducer.getNamespaceV2();
  }

  /** Sets the namespace of version 2; that of a host goes before it. */
  public void setNamespaceV2(@Nullable String namespaceV2) {
    traceProducer.setNamespaceV2(namespaceV2);
  }

  /** Sets the client that is traced, whose settings of connections are taken. */
  public void setHost(ClientConfig host) {
    this.host = host;
  }

  /**
   * Has the traces that are left handed over when the JVM ends, for programs that do not shut their
   * clients down.
   */
  public synchronized void registerShutDownHook() {
    if (atExit == null) {
      atExit = Threads.daemon("skua-trace-at-exit", this::shutdown);
      Runtime.getRuntime().addShutdownHook(atExit);
    }
  }

  /** Takes back {@link #registerShutDownHook}. */
  public synchronized void removeShutdownHook() {
    if (atExit != null) {
      Runtime.getRuntime().removeShutdownHook(atExit);
      atExit = null;
    }
  }

  /** Returns how many traces were dropped: no room in the queue, too large, or not sent. */
  public long getDiscardCount() {
    return discardCount.get();
  }

  // --- life

  @Override
  public synchronized void start(@Nullable String nameSrvAddr, AccessChannel accessChannel)
      throws MQClientException {
    if (started || !taking) {
      return;
    }
    started = true;
    this.accessChannel = accessChannel;
    ClientConfig traced = host;
    if (traced != null) {
      traceProducer.resetClientConfig(traced);
    }
    traceProducer.setNamesrvAddr(nameSrvAddr);
    traceProducer.setNamespace(null);
    traceProducer.setInstanceName(TraceConstants.TRACE_INSTANCE_NAME + "_" + nameSrvAddr);
    traceProducer.setEnableTrace(false); // Traces are not traced.
    traceProducer.setVipChannelEnabled(false);
    traceProducer.setClientCallbackExecutorThreads(1);
    traceProducer.setSendMsgTimeout(SEND_MILLIS);
    traceProducer.setMaxMessageSize(TracePacker.MAX_BODY);
    if (!queue.isEmpty()) {
      openOnce();
    }
  }

  private synchronized void openOnce() {
    if (client == null && started && taking) {
      CompletableFuture<Undo> opening = new CompletableFuture<>();
      client = opening;
      opener.execute(() -> open(opening));
    }
  }

  // On a thread of its own: a start may wait, and a send may not.
  private void open(CompletableFuture<Undo> opening) {
    try (Undo undo = new Undo()) {
      traceProducer.start();
      undo.later(traceProducer::shutdown);
      ClientRegistry.Lease lease = registry.lease(Settings.of(traceProducer, rpcHook));
      undo.later(lease::release);
      Loop opened = lease.instance().loop();
      Cancellable tick = opened.every(FLUSH, FLUSH, this::flushAll);
      undo.later(tick::cancel);
      loop = opened;
      opening.complete(undo.keep());
      flushFull();
    } catch (MQClientException | RuntimeException e) {
      log.warn("the client for traces cannot start; nothing is traced", e);
      taking = false;
      discardAll();
      opening.completeExceptionally(e);
    }
  }

  /** Sends what is left, for at most five seconds, and stops; the rest is dropped. */
  @Override
  public void shutdown() {
    CompletableFuture<Undo> opened;
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
      taking = false;
      opened = client;
    }
    if (opened != null) {
      drain(opened);
      // A start that still hangs is undone when it has come through.
      opened.thenAccept(Undo::close);
    }
    discardAll();
    opener.close();
    if (discardCount.get() > 0) {
      log.warn("{} traces were dropped", discardCount);
    }
  }

  private void drain(CompletableFuture<Undo> opened) {
    long end = platform.clock().nanos() + GOODBYE.toNanos();
    try {
      platform.await(opened, GOODBYE);
      onLoop(this::flushAll);
      platform.await(drained, Duration.ofNanos(Math.max(0, end - platform.clock().nanos())));
    } catch (TimeoutException | ExecutionException e) {
      log.warn("not all traces could be sent before the end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // --- traces in

  @Override
  public boolean append(Object ctx) {
    TraceContext trace = (TraceContext) ctx;
    if (!taking) {
      discardCount.incrementAndGet();
      return false;
    }
    if (!queue.offer(trace)) {
      discardCount.incrementAndGet();
      if (!full) {
        full = true;
        log.warn("traces are dropped: more come than can be sent to {}", traceTopicName);
      }
      return false;
    }
    if (client == null) {
      openOnce();
    } else {
      flushFull();
    }
    return true;
  }

  private void discardAll() {
    List<TraceContext> left = new ArrayList<>();
    discardCount.addAndGet(queue.drainTo(left));
  }

  /** Asks the loop to send if there is enough for a message, unless it has been asked already. */
  private void flushFull() {
    if (queue.size() >= batchNum && flushAsked.compareAndSet(false, true)) {
      onLoop(() -> flush(batchNum));
    }
  }

  @Override
  public void flush() {
    onLoop(this::flushAll);
  }

  private void onLoop(Runnable task) {
    Loop present = loop;
    if (present == null) {
      flushAsked.set(false); // The client looks at the queue when it is open.
      return;
    }
    try {
      present.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("the client for traces is closed", e);
    }
  }

  // --- messages out; on the loop

  private void flushAll() {
    flush(1);
  }

  private void flush(int least) {
    flushAsked.set(false);
    while (inFlight < MAX_IN_FLIGHT && queue.size() >= least) {
      List<TraceContext> batch = new ArrayList<>(batchNum);
      queue.drainTo(batch, batchNum);
      full = false;
      send(batch);
    }
    if (inFlight >= MAX_IN_FLIGHT) {
      flushAsked.set(true); // The end of a message asks again; until then nobody needs to.
    } else if (!taking && inFlight == 0 && queue.isEmpty()) {
      drained.complete(null);
    }
  }

  private void send(List<TraceContext> batch) {
    TracePacker packer = new TracePacker(traceTopicName, accessChannel);
    for (TraceContext trace : batch) {
      packer.add(trace);
    }
    discardCount.addAndGet(packer.unfit());
    for (TracePacker.Parcel parcel : packer.finish()) {
      inFlight++;
      traceProducer
          .sendAsync(parcel.message())
          .whenComplete(
              (sent, failure) -> {
                // Counted here: at the very end there is no loop any more.
                if (failure != null) {
                  discardCount.addAndGet(parcel.traces());
                }
                onLoop(() -> ended(parcel.message().getTopic(), failure));
              });
    }
  }

  private void ended(@Nullable String topic, @Nullable Throwable failure) {
    inFlight--;
    if (failure != null && !failing) {
      log.warn("traces do not arrive at {}", topic, failure);
    }
    failing = failure != null;
    flush(taking ? batchNum : 1);
  }
}
