package bench.run;

import bench.client.Main;
import bench.report.Row;
import bench.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Workloads of both clients, in turns, against one cluster. */
final class ClientRuns {
  /** The same for both clients, and nothing that tunes. */
  static final List<String> JVM = List.of("-Xms512m", "-Xmx512m");

  private static final String TOPIC = "bench";

  private final Path directory;
  private final Options options;

  ClientRuns(Path directory, Options options) {
    this.directory = directory;
    this.options = options;
  }

  /** What is measured of a workload: the key of the figure, and how its row is called. */
  record Measure(String key, String name, String unit, boolean moreIsBetter) {}

  private record Workload(String key, String title, List<Measure> measures) {}

  static final Measure CPU = new Measure("cpu", "CPU of the client", "s per million", false);
  static final Measure BYTES = new Measure("bytes", "allocated", "bytes per message", false);
  static final Measure RATE = new Measure("rate", "throughput", "messages/s", true);
  static final Measure IO = new Measure("io", "reads and writes", "per message", false);
  static final Measure SWITCHES = new Measure("switches", "thread switches", "per message", false);
  static final Measure SERVER =
      new Measure("server-cpu", "CPU of the broker", "s per million", false);

  private static final List<Workload> WORKLOADS =
      List.of(
          new Workload(
              "first",
              "start",
              List.of(
                  new Measure("first-cpu", "CPU to the first SendResult", "s", false),
                  new Measure("first", "wall time to the first SendResult", "ms", false),
                  new Measure("start", "wall time of start()", "ms", false),
                  new Measure("threads", "threads after one send", "threads", false))),
          new Workload(
              "sync",
              "sync, 1 thread",
              List.of(
                  CPU,
                  BYTES,
                  new Measure("p50", "latency p50", "µs", false),
                  new Measure("p99", "latency p99", "µs", false),
                  RATE,
                  IO,
                  SWITCHES,
                  SERVER)),
          new Workload(
              "threads", "sync, 16 threads", List.of(CPU, BYTES, RATE, IO, SWITCHES, SERVER)),
          new Workload(
              "async", "async, 1000 in flight", List.of(CPU, BYTES, RATE, IO, SWITCHES, SERVER)),
          new Workload("oneway", "one-way", List.of(CPU, BYTES, RATE, IO, SWITCHES, SERVER)));

  /** All workloads of both clients; the title of the table tells the servers. */
  List<Row> against(Cluster cluster, String servers) throws IOException, InterruptedException {
    warmUp(cluster);
    List<Row> rows = new ArrayList<>();
    for (Workload workload : chosen()) {
      Map<Side, List<Map<String, Double>>> runs = new EnumMap<>(Side.class);
      for (int pair = 0; pair < options.pairs(); pair++) {
        for (Side side : Side.values()) {
          runs.computeIfAbsent(side, any -> new ArrayList<>())
              .add(run(workload.key(), side, cluster));
        }
      }
      String group = "Clients, " + servers;
      rows.addAll(rows(group, workload.title(), workload.measures(), runs));
      System.out.println(group + ": " + workload.title() + " done");
    }
    return rows;
  }

  /**
   * One client's load on two clusters in turns: what the servers cost. The cluster of each side is
   * that side's server.
   */
  List<Row> onServers(Map<Side, Cluster> clusters, Side client)
      throws IOException, InterruptedException {
    for (Cluster cluster : clusters.values()) {
      warmUp(cluster);
    }
    List<Row> rows = new ArrayList<>();
    for (Workload workload : chosen()) {
      if (workload.key().equals("first")) {
        continue; // says nothing of a server
      }
      Map<Side, List<Map<String, Double>>> runs = new EnumMap<>(Side.class);
      for (int pair = 0; pair < options.pairs(); pair++) {
        for (Side side : Side.values()) {
          Cluster cluster = Objects.requireNonNull(clusters.get(side));
          runs.computeIfAbsent(side, any -> new ArrayList<>())
              .add(run(workload.key(), client, cluster));
        }
      }
      rows.addAll(
          rows(
              "Servers, sent to by the " + client.classPath + " client",
              "servers, " + workload.title(),
              List.of(SERVER, RATE),
              runs));
      System.out.println("servers: " + workload.title() + " done");
    }
    return rows;
  }

  /**
   * Makes the topic, and lets the broker compile what it does with a message: in each pair Skua
   * comes first, and would pay for that in the first workload.
   */
  private void warmUp(Cluster cluster) throws IOException, InterruptedException {
    run("threads", Side.APACHE, cluster);
  }

  private List<Workload> chosen() {
    return WORKLOADS.stream()
        .filter(workload -> options.workloads().contains(workload.key()))
        .toList();
  }

  /** What was measured of a workload, a row each. */
  static List<Row> rows(
      String group,
      String title,
      List<Measure> measures,
      Map<Side, List<Map<String, Double>>> runs) {
    List<Row> rows = new ArrayList<>();
    for (Measure measure : measures) {
      rows.add(
          new Row(
              group,
              title + ": " + measure.name(),
              measure.unit(),
              measure.moreIsBetter(),
              samples(runs, Side.SKUA, measure.key()),
              samples(runs, Side.APACHE, measure.key())));
    }
    return rows;
  }

  private static Samples samples(Map<Side, List<Map<String, Double>>> runs, Side side, String key) {
    return new Samples(
        runs.getOrDefault(side, List.of()).stream().map(run -> figure(run, key)).toList());
  }

  private static double figure(Map<String, Double> run, String key) {
    Double figure = run.get(key);
    if (figure == null) {
      throw new IllegalStateException("no figure " + key + " in " + run);
    }
    return figure;
  }

  private Map<String, Double> run(String workload, Side side, Cluster cluster)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            Main.class.getName(),
            workload,
            side.factory,
            cluster.nameServer(),
            TOPIC,
            Long.toString(cluster.brokerPid()),
            Long.toString(System.currentTimeMillis()),
            Integer.toString(options.warmUpMillis()),
            Integer.toString(options.measuredMillis()));
    return new LinkedHashMap<>(
        Program.run(
            directory.resolve(side.classPath), JVM, Program.jars(side.classPath), arguments));
  }

  /** What each client brings along. */
  static List<Row> sizes() throws IOException {
    String group = "Clients, what they bring along";
    return List.of(
        new Row(
            group,
            "runtime jars",
            "jars",
            false,
            new Samples(List.of((double) Program.jars(Side.SKUA.classPath).size())),
            new Samples(List.of((double) Program.jars(Side.APACHE.classPath).size()))),
        new Row(
            group,
            "runtime jars, size",
            "MB",
            false,
            new Samples(List.of(megabytes(Side.SKUA))),
            new Samples(List.of(megabytes(Side.APACHE)))));
  }

  private static double megabytes(Side side) throws IOException {
    long bytes = 0;
    for (Path jar : Program.jars(side.classPath)) {
      // A module that was compiled and not packaged counts as nothing: its size is not that of a
      // jar.
      bytes += Files.isRegularFile(jar) ? Files.size(jar) : 0;
    }
    return bytes / 1e6;
  }
}
