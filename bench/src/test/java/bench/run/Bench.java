package bench.run;

import bench.report.BarChart;
import bench.report.Row;
import bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs everything and writes {@code target/results/<time>.md}, {@code .csv} and {@code .svg}. */
public final class Bench {
  private static final Path RESULTS = Path.of("target", "results").toAbsolutePath();

  private Bench() {}

  /** Takes what {@link Options#of} reads. */
  public static void main(String[] arguments) throws Exception {
    // Apache's servers, which are on the class path for their own processes, bring a log of theirs.
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    System.out.println(run(Options.of(arguments), RESULTS));
    System.exit(0); // the name servers' guards are not daemons
  }

  /**
   * Measures and writes.
   *
   * @param results directory of the files
   * @return the text of the table
   */
  static String run(Options options, Path results) throws Exception {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC));
    Path directory = Files.createDirectories(results.resolve(time));
    List<Row> rows = rows(options, directory);
    String text = machine(options) + Table.markdown(rows);
    if (options.parts().contains("transport")) {
      text += new Transport(directory, options.pairs()).table();
    }
    Files.writeString(results.resolve(time + ".md"), text);
    Files.writeString(results.resolve(time + ".csv"), Table.csv(rows));
    Files.writeString(
        results.resolve(time + ".svg"),
        BarChart.svg("Skua beside Apache RocketMQ, medians; right of 1: Skua is better", rows));
    return text;
  }

  private static List<Row> rows(Options options, Path directory)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    ClientRuns clients = new ClientRuns(directory, options);
    if (options.parts().contains("client")) {
      rows.addAll(ClientRuns.sizes());
      try (Cluster apache = ApacheCluster.start(directory.resolve("servers"), ClientRuns.JVM)) {
        rows.addAll(clients.against(apache, "with Apache's servers"));
      }
    }
    if (options.parts().contains("consumer")) {
      ConsumerRuns consumers = new ConsumerRuns(directory, options);
      try (Cluster apache = ApacheCluster.start(directory.resolve("consumed"), ClientRuns.JVM)) {
        rows.addAll(consumers.against(apache, "with Apache's servers"));
      }
    }
    if (options.parts().contains("server")) {
      try (Cluster skua = SkuaCluster.start(directory.resolve("skua"), ClientRuns.JVM);
          Cluster apache = ApacheCluster.start(directory.resolve("apache"), ClientRuns.JVM)) {
        rows.addAll(clients.onServers(Map.of(Side.SKUA, skua, Side.APACHE, apache), Side.SKUA));
      }
    }
    return rows;
  }

  private static String machine(Options options) {
    Runtime.Version version = Runtime.version();
    return "%d processors, %s %s, %s; %d pairs, %d ms measured after %d ms of warm-up.%n"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            version,
            System.getProperty("os.name"),
            options.pairs(),
            options.measuredMillis(),
            options.warmUpMillis());
  }
}
