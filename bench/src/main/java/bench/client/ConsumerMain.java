package bench.client;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of a client under test that consumes: one workload, then its figures as {@link Main}
 * prints them. {@code fill} makes the backlog for {@code drain}; {@code follow} sends and receives.
 */
public final class ConsumerMain {
  private static final int IN_FLIGHT = 1000;
  private static final long PATIENCE_SECONDS = 300;
  private static final double MICROS_PER_SECOND = 1e6;

  /** 200 messages a second. */
  private static final long INTERVAL_NANOS = 5_000_000;

  private final String workloads;
  private final String nameServers;
  private final String topic;
  private final long serverPid;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  private ConsumerMain(String workloads, String nameServers, String topic, long serverPid) {
    this.workloads = workloads;
    this.nameServers = nameServers;
    this.topic = topic;
    this.serverPid = serverPid;
  }

  /**
   * Takes the workload, the package of the client's factories, the name servers, the topic, the
   * broker's process id, and how many messages there are (the backlog; those of the warm-up) and,
   * for {@code follow}, how many are measured.
   */
  public static void main(String[] arguments) throws Exception {
    ConsumerMain main =
        new ConsumerMain(arguments[1], arguments[2], arguments[3], Long.parseLong(arguments[4]));
    int messages = Integer.parseInt(arguments[5]);
    switch (arguments[0]) {
      case "fill" -> main.fill(messages);
      case "drain" -> main.drain(messages);
      case "follow" -> main.follow(messages, Integer.parseInt(arguments[6]));
      default -> throw new IllegalArgumentException("no workload " + arguments[0]);
    }
    main.figures.forEach((name, figure) -> System.out.println(Main.MARK + name + " " + figure));
    Runtime.getRuntime().halt(0); // as in Main
  }

  private <F> F factory(Class<F> type, String name) throws ReflectiveOperationException {
    return Class.forName(workloads + "." + name)
        .asSubclass(type)
        .getDeclaredConstructor()
        .newInstance();
  }

  private Producer producer() throws Exception {
    Producer producer =
        factory(Producer.Factory.class, "ProducerFactory").create(nameServers, topic);
    producer.start();
    return producer;
  }

  /** A group that has not consumed anything yet. */
  private Consumer consumer(Consumer.Received received) throws Exception {
    String group = "bench-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
    return factory(Consumer.Factory.class, "ConsumerFactory")
        .create(nameServers, group, topic, received);
  }

  private void fill(int messages) throws Exception {
    Producer producer = producer();
    producer.send(); // makes the topic
    Semaphore free = new Semaphore(IN_FLIGHT);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Producer.Done done =
        new Producer.Done() {
          @Override
          public void stored() {
            free.release();
          }

          @Override
          public void failed(Throwable why) {
            failure.compareAndSet(null, why);
            free.release();
          }
        };
    for (int i = 1; i < messages; i++) {
      free.acquire();
      producer.sendAsync(done);
    }
    free.acquire(IN_FLIGHT);
    if (failure.get() != null) {
      throw new IllegalStateException("a send failed", failure.get());
    }
  }

  /** From before the start of the consumer until it has been called with the last message. */
  private void drain(int messages) throws Exception {
    AtomicInteger received = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(1);
    Consumer consumer =
        consumer(
            body -> {
              if (received.incrementAndGet() == messages) {
                all.countDown();
              }
            });
    Counters before = Counters.before(serverPid);
    long start = System.nanoTime();
    consumer.start();
    await(all, received);
    report(before, messages, (System.nanoTime() - start) / 1e9);
  }

  private static void await(CountDownLatch all, AtomicInteger received)
      throws InterruptedException {
    if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("only " + received + " messages have come");
    }
  }

  /** From before a message is sent until the listener has it, in one process. */
  private void follow(int warmUp, int measured) throws Exception {
    double[] micros = new double[warmUp + measured];
    AtomicInteger received = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(1);
    Producer producer = producer();
    producer.send(); // makes the topic
    Consumer consumer =
        consumer(
            body -> {
              long now = System.nanoTime();
              ByteBuffer sent = ByteBuffer.wrap(body);
              int number = sent.getInt();
              if (number == 0) {
                begun.countDown(); // a message without a number
              } else {
                micros[number - 1] = (now - sent.getLong()) / 1e3;
                if (received.incrementAndGet() == micros.length) {
                  all.countDown();
                }
              }
            });
    consumer.start();
    await(begun, received);
    Counters before = Counters.before(serverPid);
    long start = System.nanoTime();
    for (int i = 0; i < micros.length; i++) {
      if (i == warmUp) {
        before = Counters.before(serverPid);
        start = System.nanoTime() - i * INTERVAL_NANOS; // reading takes its time
      }
      waitUntil(start + i * INTERVAL_NANOS);
      ByteBuffer body = ByteBuffer.allocate(Producer.BODY_BYTES);
      producer.send(body.putInt(i + 1).putLong(System.nanoTime()).array());
    }
    await(all, received);
    report(before, measured, measured * INTERVAL_NANOS / 1e9);
    double[] sorted = Arrays.copyOfRange(micros, warmUp, micros.length);
    Arrays.sort(sorted);
    figures.put("p50", sorted[sorted.length / 2]);
    figures.put("p99", sorted[sorted.length * 99 / 100]);
  }

  private static void waitUntil(long moment) {
    for (long left; (left = moment - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  private void report(Counters before, int messages, double seconds) {
    Counters after = Counters.after(serverPid);
    figures.put("rate", messages / seconds);
    figures.put("cpu", (after.cpuSeconds() - before.cpuSeconds()) * MICROS_PER_SECOND / messages);
    figures.put(
        "server-cpu",
        (after.serverCpuSeconds() - before.serverCpuSeconds()) * MICROS_PER_SECOND / messages);
    figures.put("bytes", (double) after.allocatedSince(before) / messages);
    figures.put("io", (double) (after.ioCalls() - before.ioCalls()) / messages);
    figures.put("switches", (double) (after.switches() - before.switches()) / messages);
  }
}
