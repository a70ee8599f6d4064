package io.skua.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Net;
import io.skua.net.nio.NioNet;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On real sockets: what producers use while they run, and what they leave behind. */
class NothingLeftTest {
  private static final SystemPlatform PLATFORM = SystemPlatform.INSTANCE;

  private final Net net = new NioNet("test-server", PLATFORM);
  private final Dispatcher dispatcher = new Dispatcher();
  private final ClientRegistry registry =
      new ClientRegistry(
          PLATFORM, settings -> new NioNet(ClientRegistry.netName(settings), PLATFORM));
  private final AtomicInteger traces = new AtomicInteger();
  private final Phaser served = new Phaser(1); // this test, and each connection until it closes
  private Address server = new Address("127.0.0.1", 0);

  @BeforeEach
  void serve() throws IOException {
    Net.Listener listener =
        net.listen(
            server,
            channel -> {
              Link link =
                  Link.accepted(
                      net.loop(), PLATFORM.clock(), LinkSettings.DEFAULT, dispatcher, channel);
              served.register();
              link.owner((gone, cause) -> served.arriveAndDeregister());
              return link;
            });
    server = listener.address();
    TopicRoute route =
        TopicRoute.of(
            List.of(
                new BrokerRoute(
                    "broker-a",
                    "cluster",
                    new TreeMap<>(Map.of(0L, server.toString())),
                    false,
                    null)),
            List.of(new QueueRoute("broker-a", 6, 4, 4, 0)));
    SendMessageResult stored =
        new SendMessageResult("ID", 0, 0, null, null, null, "DefaultRegion", true);
    dispatcher
        .on(
            RequestCode.GET_ROUTE_BY_TOPIC,
            (request, exchange) -> exchange.reply(Frame.success().withBody(route.writeStrict())))
        .on(
            RequestCode.SEND_MESSAGE_V2,
            (request, exchange) -> {
              if (request.header(SendMessage.V2).topic().equals("RMQ_SYS_TRACE_TOPIC")) {
                traces.incrementAndGet();
              }
              if (request.bodyLength() > 1) {
                exchange.reply(Frame.success(SendMessageResult.WIRE, stored));
              }
            })
        .on(RequestCode.HEART_BEAT, (request, exchange) -> exchange.reply(Frame.success()))
        .on(RequestCode.UNREGISTER_CLIENT, (request, exchange) -> exchange.reply(Frame.success()));
  }

  @AfterEach
  void close() {
    net.close();
  }

  private DefaultMQProducer started(String address) throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer("group", registry);
    producer.setNamesrvAddr(address);
    producer.start();
    return producer;
  }

  private static Message message(String body) {
    return new Message("TopicTest", body.getBytes(StandardCharsets.UTF_8));
  }

  /** A body that the server does not answer. */
  private static Message unanswered() {
    return message("x");
  }

  private void openAndClose(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      boolean dead = i % 2 == 1;
      try (DefaultMQProducer producer = started(dead ? "127.0.0.1:1" : server.toString())) {
        CompletableFuture<SendResult> sent = producer.sendAsync(message("hello"));
        if (dead) {
          assertThat(sent).failsWithin(60, TimeUnit.SECONDS);
        } else {
          producer.send(message("hello"));
          assertThat(sent).succeedsWithin(60, TimeUnit.SECONDS);
        }
      }
    }
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  private static Set<String> sockets() throws IOException {
    Set<String> sockets = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        // What was closed between listing and looking is no leak.
        if (Files.isSymbolicLink(file)) {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:") || target.contains("eventpoll")) {
            sockets.add(target + file.getFileName());
          }
        }
      }
    }
    return sockets;
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Counts sockets once the server has noticed that its clients are gone. */
  private int serverSockets() throws Exception {
    served.awaitAdvanceInterruptibly(served.arrive(), 60, TimeUnit.SECONDS);
    // The JDK gives a closed socket back in the next select.
    for (int turn = 0; turn < 2; turn++) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      net.loop().execute(() -> over.complete(null));
      over.get(60, TimeUnit.SECONDS);
    }
    return sockets().size();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_hundred_producers_leave_no_thread_no_socket_and_no_direct_memory() throws Exception {
    openAndClose(2);
    Set<Thread> threadsBefore = threads();
    int socketsBefore = serverSockets();
    long directBefore = directBytes();
    openAndClose(100);
    Set<Thread> added = threads();
    added.removeAll(threadsBefore);
    assertThat(added).noneMatch(thread -> thread.getName().startsWith("skua"));
    assertThat(serverSockets()).isLessThanOrEqualTo(socketsBefore);
    // Frames differ by some bytes, and so does the one buffer that the JDK keeps for this thread.
    assertThat(directBytes() - directBefore).isLessThan(4096);
    assertThat(registry.size()).isZero();
  }

  @Test
  void traces_leave_no_thread_and_no_client() throws Exception {
    Set<Thread> before = threads();
    for (int i = 0; i < 5; i++) {
      try (DefaultMQProducer producer = new DefaultMQProducer("group", registry)) {
        producer.setNamesrvAddr(server.toString());
        producer.setEnableTrace(true);
        producer.start();
        Set<Thread> idle = threads();
        idle.removeAll(before);
        assertThat(idle).hasSize(1);
        for (int sent = 0; sent < 25; sent++) {
          producer.send(message("hello"));
        }
      }
    }
    assertThat(traces.get()).isGreaterThanOrEqualTo(15);
    Set<Thread> left = threads();
    left.removeAll(before);
    assertThat(left).noneMatch(thread -> thread.getName().startsWith("skua"));
    assertThat(registry.size()).isZero();
  }

  @Test
  void hooks_run_in_the_thread_that_sends_and_never_on_the_networks() throws Exception {
    List<Thread> heard = new CopyOnWriteArrayList<>();
    try (DefaultMQProducer producer = started(server.toString())) {
      producer.getDefaultMQProducerImpl().registerSendMessageHook(new ThreadRecorder(heard));
      for (int i = 0; i < 50; i++) {
        producer.send(message("hello")); // The route of the first one is not known yet.
        producer.sendOneway(message("hello"));
      }
      assertThat(heard).hasSize(200).containsOnly(Thread.currentThread());
      heard.clear();
      producer.sendAsync(message("hello")).get(60, TimeUnit.SECONDS);
      assertThat(heard).hasSize(2);
      assertThat(heard.get(0)).isEqualTo(Thread.currentThread());
      assertThat(heard.get(1).getName()).startsWith("skua-callback");
    }
  }

  private record ThreadRecorder(List<Thread> heard) implements SendMessageHook {
    @Override
    public String hookName() {
      return "threads";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
      heard.add(Thread.currentThread());
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
      heard.add(Thread.currentThread());
    }
  }

  @Test
  void a_large_message_leaves_no_large_direct_buffer_to_the_thread_that_sent_it() throws Exception {
    openAndClose(2);
    long before = directBytes();
    try (DefaultMQProducer producer = started(server.toString())) {
      producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
      producer.send(message("x".repeat(4_000_000)));
      assertThat(directBytes() - before).isLessThan(1_000_000);
    }
  }

  @Test
  void a_producer_that_has_sent_has_four_daemon_threads_at_most() throws Exception {
    Set<Thread> before = threads();
    try (DefaultMQProducer producer = started("localhost:" + server.port())) {
      Set<Thread> idle = threads();
      idle.removeAll(before);
      assertThat(idle).hasSize(1);
      producer.send(message("hello"));
      producer.sendAsync(message("hello")).get(60, TimeUnit.SECONDS);
      Set<Thread> added = threads();
      added.removeAll(before);
      assertThat(added).hasSizeBetween(1, 4).allMatch(Thread::isDaemon);
    }
  }

  @Test
  void a_producer_prints_nothing_and_writes_no_file() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Set<String> filesBefore = files();
    PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(captured);
    System.setErr(captured);
    try {
      openAndClose(2);
      DefaultMQProducer leaving = started("no-such-host.invalid:9876");
      CompletableFuture<SendResult> unknown = leaving.sendAsync(message("hello"));
      leaving.shutdown();
      assertThat(unknown).failsWithin(60, TimeUnit.SECONDS);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(files()).isEqualTo(filesBefore);
  }

  // Where a client of this protocol is known to write: the home and the working directory.
  private static Set<String> files() {
    Set<String> files = new TreeSet<>();
    for (String folder : List.of(System.getProperty("user.home"), System.getProperty("user.dir"))) {
      String[] names = new File(folder).list();
      files.addAll(names == null ? List.of() : List.of(names));
      files.add(folder + " logs: " + new File(folder, "logs").lastModified());
    }
    return files;
  }

  @Test
  void callbacks_of_sends_in_flight_run_on_callback_threads_when_the_producer_is_shut_down()
      throws Exception {
    List<CompletableFuture<String>> heard = new ArrayList<>();
    DefaultMQProducer producer = started(server.toString());
    producer.send(message("hello"));
    for (int i = 0; i < 20; i++) {
      heard.add(
          producer
              .sendAsync(unanswered())
              .handle((sent, failure) -> Thread.currentThread().getName() + " " + failure));
    }
    producer.shutdown();
    for (CompletableFuture<String> each : heard) {
      assertThat(each)
          .succeedsWithin(60, TimeUnit.SECONDS)
          .asString()
          .contains("it was shut down while the message was being sent");
    }
    assertThat(heard)
        .allMatch(
            each ->
                each.join().startsWith("skua-callback")
                    || each.join().startsWith(Thread.currentThread().getName()));
  }

  @Test
  void the_users_executor_runs_the_callbacks_when_there_is_one() throws Exception {
    ExecutorService mine =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "my-callbacks"));
    try (DefaultMQProducer producer = started(server.toString())) {
      producer.setCallbackExecutor(mine);
      CompletableFuture<String> thread =
          producer.sendAsync(message("hello")).thenApply(sent -> Thread.currentThread().getName());
      assertThat(thread.get(60, TimeUnit.SECONDS))
          .isIn("my-callbacks", Thread.currentThread().getName());
    } finally {
      mine.shutdown();
    }
  }

  @Test
  void an_executor_that_refuses_loses_no_callback() throws Exception {
    ExecutorService mine = Executors.newSingleThreadExecutor();
    mine.shutdown();
    try (DefaultMQProducer producer = started(server.toString())) {
      producer.setCallbackExecutor(mine);
      assertThat(producer.sendAsync(message("hello"))).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }
}
