package bench.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of a client under test: one workload, then its figures on the standard output, one a
 * line, each {@code RESULT name number}.
 */
public final class Main {
  /** What a line with a figure begins with. */
  public static final String MARK = "RESULT ";

  private static final int THREADS = 16;
  private static final double MICROS_PER_SECOND = 1e6;

  private final Producer producer;
  private final long serverPid;
  private final long warmUp;
  private final long measured;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  private Main(Producer producer, long serverPid, long warmUp, long measured) {
    this.producer = producer;
    this.serverPid = serverPid;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /**
   * Takes the workload, the class of the {@link Producer.Factory}, the name servers, the topic, the
   * broker's process id, when this process was launched (wall milliseconds), and for how many
   * milliseconds to warm up and to measure.
   */
  public static void main(String[] arguments) throws Exception {
    Producer.Factory factory =
        Class.forName(arguments[1])
            .asSubclass(Producer.Factory.class)
            .getDeclaredConstructor()
            .newInstance();
    Producer producer = factory.create(arguments[2], arguments[3]);
    Main main =
        new Main(
            producer,
            Long.parseLong(arguments[4]),
            TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[6])),
            TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[7])));
    main.run(arguments[0], Long.parseLong(arguments[5]));
    main.figures.forEach((name, figure) -> System.out.println(MARK + name + " " + figure));
    // Not an orderly end: Apache's shutdown takes seconds, and is not measured here.
    Runtime.getRuntime().halt(0);
  }

  private void run(String workload, long launched) throws Exception {
    if (workload.equals("first")) {
      first(launched);
      return;
    }
    producer.start();
    Load load = new Load(producer);
    switch (workload) {
      case "sync" -> {
        measure(load::sync);
        double[] micros =
            Arrays.stream(load.latencies(), 0, (int) figure("messages"))
                .sorted()
                .mapToDouble(nanos -> nanos / 1e3)
                .toArray();
        figures.put("p50", micros[micros.length / 2]);
        figures.put("p99", micros[micros.length * 99 / 100]);
      }
      case "threads" -> {
        CountDownLatch release = new CountDownLatch(1);
        measure(nanos -> load.threads(THREADS, nanos, release));
        release.countDown();
      }
      case "async" -> measure(load::async);
      case "oneway" -> measure(load::oneWay);
      default -> throw new IllegalArgumentException("no workload " + workload);
    }
  }

  private double figure(String name) {
    return figures.getOrDefault(name, 0.0);
  }

  /** From the launch of this process to the first message that is stored. */
  private void first(long launched) throws Exception {
    int before = Thread.activeCount();
    long start = System.nanoTime();
    producer.start();
    long started = System.nanoTime();
    producer.send();
    double cpu = Counters.cpuNow();
    long wall = System.currentTimeMillis();
    figures.put("start", (started - start) / 1e6);
    figures.put("first", (double) (wall - launched));
    figures.put("first-cpu", cpu);
    figures.put("threads", (double) (Thread.activeCount() - before));
  }

  private interface Work {
    long run(long nanos) throws Exception;
  }

  private void measure(Work work) throws Exception {
    work.run(warmUp);
    Counters before = Counters.before(serverPid);
    long start = System.nanoTime();
    double messages = (double) work.run(measured);
    double seconds = (System.nanoTime() - start) / 1e9;
    Counters after = Counters.after(serverPid);
    figures.put("messages", messages);
    figures.put("rate", messages / seconds);
    figures.put("cpu", (after.cpuSeconds() - before.cpuSeconds()) * MICROS_PER_SECOND / messages);
    figures.put(
        "server-cpu",
        (after.serverCpuSeconds() - before.serverCpuSeconds()) * MICROS_PER_SECOND / messages);
    figures.put("bytes", after.allocatedSince(before) / messages);
    figures.put("io", (after.ioCalls() - before.ioCalls()) / messages);
    figures.put("switches", (after.switches() - before.switches()) / messages);
  }
}
