package interop.chaos;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Body;
import interop.reader.Stored;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.SystemPlatform;
import io.skua.testkit.Chaos;
import io.skua.testkit.Chaos.Fault;
import io.skua.testkit.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One seed: its faults, and a producer whose sends, drawn from it too, meet them. */
final class Schedule {
  private static final int SENDS = 1_000;
  private static final int SENDERS = 50;
  private static final int SPEED = 5;
  private static final int SHORT_MILLIS = 500;
  private static final int LONG_MILLIS = 1_000;
  private static final int GREETING_MILLIS = 60_000;
  private static final int LONGEST_PAUSE_MILLIS = 100;
  private static final int LARGE_ONE_IN = 20;
  private static final int LARGE_BYTES = 20_000;
  private static final int SMALL_BYTES = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * For a young JVM, which loads and compiles the ways to fail while dozens of sends fail at once,
   * on few cores that have other work. A warm one does not use it: the outcome tells.
   */
  private static final Duration YOUTH = Duration.ofMillis(500);

  /**
   * The end of a send goes from the client's thread, which has the timer, by one for callbacks to
   * the caller; the machine may be late to run each of them.
   */
  private static final int THREADS_TO_AN_END = 3;

  private static final String LENGTH = "length"; // of the body, as a property

  /** Those whose effect a protocol without checksums can promise to notice. */
  private static final List<Fault> FAULTS =
      List.of(
          Fault.DELAY, Fault.THROTTLE, Fault.CUT, Fault.HALF_OPEN, Fault.BLACKOUT, Fault.CORRUPT);

  private final ProxiedCluster cluster;
  private final String topic;
  private final SplittableRandom random;
  private final DefaultMQProducer producer;
  private final Queue<Sent> sends = new ConcurrentLinkedQueue<>();

  private Schedule(ProxiedCluster cluster, long seed) {
    this.cluster = cluster;
    this.topic = "chaos-" + seed;
    this.random = new SplittableRandom(seed);
    this.producer = new DefaultMQProducer("chaos");
  }

  /** Runs the schedule of a seed, and checks all that is promised. */
  static Outcome run(ProxiedCluster cluster, long seed) throws Exception {
    return new Schedule(cluster, seed).run();
  }

  private Outcome run() throws Exception {
    cluster.topic(topic);
    producer.setNamesrvAddr(cluster.doors().get(0).toString());
    producer.setInstanceName(topic);
    producer.setSendMsgTimeout(LONG_MILLIS);
    producer.start();
    try (Metronome metronome = new Metronome()) {
      greetBrokers();
      Map<Fault, Integer> faults = suffer();
      Duration stall = metronome.longestStall();
      Duration allowance = YOUTH.plus(stall.multipliedBy(THREADS_TO_AN_END));
      sends.forEach(sent -> sent.checkEnd(allowance, true));
      Map<String, Stored> stored = stored();
      checkStored(stored);
      return Outcome.of(sends, stored.size(), stall, faults);
    } finally {
      producer.shutdown();
    }
  }

  /** Has every broker answered, so that nobody can doubt that it is one. */
  private void greetBrokers() throws Exception {
    for (MessageQueue queue : producer.fetchPublishMessageQueues(topic)) {
      Sent sent = new Sent(SystemPlatform.INSTANCE.clock(), "greeting " + queue, GREETING_MILLIS);
      sends.add(sent);
      sent.onSuccess(producer.send(message(sent.body()), queue, GREETING_MILLIS));
    }
  }

  private Message message(String body) {
    Message message = new Message(topic, body.getBytes(StandardCharsets.UTF_8));
    message.putUserProperty(LENGTH, Integer.toString(body.length()));
    return message;
  }

  private Map<Fault, Integer> suffer() throws Exception {
    ChaosProxy proxy = cluster.proxy();
    long seed = random.nextLong();
    Chaos chaos = proxy.onThread(() -> begin(proxy, seed));
    try {
      sendAll();
    } finally {
      proxy.onThread(
          () -> {
            chaos.end();
            return chaos;
          });
    }
    return chaos.counts();
  }

  private Chaos begin(ChaosProxy proxy, long seed) {
    Chaos chaos = new Chaos(proxy, seed, cluster.doors(), FAULTS, SPEED);
    cluster.doors().forEach(proxy::reset); // What began before would not suffer.
    return chaos;
  }

  // --- sends

  private void sendAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try {
      for (int i = 0; i < SENDERS; i++) {
        String name = "message " + i + "-";
        SplittableRandom own = random.split();
        threads.execute(() -> sendShare(name, own));
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("all sends have returned")
          .isTrue();
    } finally {
      threads.shutdownNow();
    }
    CompletableFuture<?>[] ends = sends.stream().map(Sent::ended).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS) // Checked one by one.
        .get();
  }

  private void sendShare(String name, SplittableRandom own) {
    for (int i = 0; i < SENDS / SENDERS; i++) {
      int most = own.nextInt(LARGE_ONE_IN) == 0 ? LARGE_BYTES : SMALL_BYTES;
      String body = name + i + " " + letters(own, own.nextInt(most));
      send(body, own.nextBoolean() ? LONG_MILLIS : SHORT_MILLIS, own.nextInt(10));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(own.nextInt(LONGEST_PAUSE_MILLIS)));
    }
  }

  private static String letters(SplittableRandom random, int count) {
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append((char) random.nextInt('a', 'z' + 1));
    }
    return letters.toString();
  }

  /** Of ten sends three wait, six have a callback, and one is a one-way one. */
  private void send(String body, long timeoutMillis, int drawn) {
    Message message = message(body);
    boolean oneWay = drawn == 0;
    Sent sent =
        new Sent(SystemPlatform.INSTANCE.clock(), body, oneWay ? LONG_MILLIS : timeoutMillis);
    sends.add(sent);
    try {
      if (oneWay) {
        producer.sendOneway(message);
        sent.onTaken();
      } else if (drawn < 7) {
        producer.send(message, sent, timeoutMillis);
      } else {
        sent.onSuccess(producer.send(message, timeoutMillis));
      }
    } catch (Exception e) {
      sent.onException(e);
    }
  }

  // --- what is in the stores

  private Map<String, Stored> stored() throws IOException {
    Map<String, Stored> stored = new HashMap<>();
    for (Stored each : cluster.stored(topic)) {
      stored.put(place(each.brokerName(), each.queueId(), each.queueOffset()), each);
    }
    return stored;
  }

  private static String place(String broker, int queue, long offset) {
    return broker + "/" + queue + "@" + offset;
  }

  private void checkStored(Map<String, Stored> stored) {
    Set<Body> bodies = sends.stream().map(sent -> Body.of(sent.body())).collect(toSet());
    stored.forEach(
        (place, each) -> {
          assertThat(bodies).as("what was sent; %s", place).contains(each.body());
          assertThat(each.properties())
              .as(place)
              .containsEntry(LENGTH, Integer.toString(each.body().length()));
        });
    for (Sent sent : sends) {
      SendResult result = sent.result();
      if (result != null) {
        MessageQueue queue = result.getMessageQueue();
        String place = place(queue.getBrokerName(), queue.getQueueId(), result.getQueueOffset());
        assertThat(result.getSendStatus()).as(place).isEqualTo(SendStatus.SEND_OK);
        assertThat(stored).as("acknowledged: %s", result).containsKey(place);
        assertThat(stored.get(place).body()).as(place).isEqualTo(Body.of(sent.body()));
        assertThat(stored.get(place).uniqueKey()).as(place).isEqualTo(result.getMsgId());
      }
    }
  }
}
