package bench.run;

import bench.client.ConsumerMain;
import bench.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What both clients' push consumers do, in turns, against one cluster. */
final class ConsumerRuns {
  private static final String BACKLOG = "backlog";
  private static final String LIVE = "live";

  /** Messages of 5 ms each; see {@link ConsumerMain}. */
  private static final int MILLIS_PER_MESSAGE = 5;

  private static final List<ClientRuns.Measure> DRAIN =
      List.of(
          ClientRuns.CPU,
          ClientRuns.BYTES,
          ClientRuns.RATE,
          ClientRuns.IO,
          ClientRuns.SWITCHES,
          ClientRuns.SERVER);

  private static final List<ClientRuns.Measure> FOLLOW =
      List.of(
          new ClientRuns.Measure("p50", "end-to-end latency p50", "µs", false),
          new ClientRuns.Measure("p99", "end-to-end latency p99", "µs", false),
          ClientRuns.CPU,
          ClientRuns.SWITCHES);

  private final Path directory;
  private final Options options;

  ConsumerRuns(Path directory, Options options) {
    this.directory = directory;
    this.options = options;
  }

  List<Row> against(Cluster cluster, String servers) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    String group = "Push consumers, " + servers;
    if (options.workloads().contains("drain")) {
      run("fill", Side.SKUA, cluster, BACKLOG, options.backlog());
      rows.addAll(
          rows(
              group,
              "draining " + options.backlog() + " messages",
              DRAIN,
              side -> run("drain", side, cluster, BACKLOG, options.backlog())));
    }
    if (options.workloads().contains("follow")) {
      rows.addAll(
          rows(
              group,
              "200 messages/s",
              FOLLOW,
              side ->
                  run(
                      "follow",
                      side,
                      cluster,
                      LIVE + "-" + System.currentTimeMillis(),
                      options.warmUpMillis() / MILLIS_PER_MESSAGE,
                      options.measuredMillis() / MILLIS_PER_MESSAGE)));
    }
    return rows;
  }

  private interface Run {
    Map<String, Double> of(Side side) throws IOException, InterruptedException;
  }

  private List<Row> rows(String group, String title, List<ClientRuns.Measure> measures, Run run)
      throws IOException, InterruptedException {
    Map<Side, List<Map<String, Double>>> runs = new EnumMap<>(Side.class);
    for (int pair = 0; pair < options.pairs(); pair++) {
      for (Side side : Side.values()) {
        runs.computeIfAbsent(side, any -> new ArrayList<>()).add(run.of(side));
      }
    }
    System.out.println(group + ": " + title + " done");
    return ClientRuns.rows(group, title, measures, runs);
  }

  private Map<String, Double> run(
      String workload, Side side, Cluster cluster, String topic, int... counts)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(ConsumerMain.class.getName());
    arguments.add(workload);
    arguments.add(side.factory.substring(0, side.factory.lastIndexOf('.')));
    arguments.add(cluster.nameServer());
    arguments.add(topic);
    arguments.add(Long.toString(cluster.brokerPid()));
    for (int count : counts) {
      arguments.add(Integer.toString(count));
    }
    return Program.run(
        directory.resolve(side.classPath), ClientRuns.JVM, Program.jars(side.classPath), arguments);
  }
}
