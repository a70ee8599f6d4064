package bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import bench.client.Main;
import bench.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness, with counts too small to measure anything. */
class ClientRunsIT {
  private static final Options TINY =
      new Options(Set.of(), Set.of("first", "sync", "async", "drain", "follow"), 1, 20, 100, 500);

  @Test
  void workloads_of_both_clients_end_with_all_their_figures(@TempDir Path directory)
      throws Exception {
    List<Row> rows;
    try (Cluster cluster = SkuaCluster.start(directory.resolve("server"), ClientRuns.JVM)) {
      rows = new ClientRuns(directory, TINY).against(cluster, "with Skua's server");
    }
    assertThat(rows)
        .extracting(Row::name)
        .hasSize(18)
        .contains(
            "start: CPU to the first SendResult",
            "sync, 1 thread: latency p99",
            "async, 1000 in flight: allocated");
    assertThat(rows)
        .filteredOn(row -> row.name().contains("throughput") || row.name().contains("allocated"))
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.skua().median()).isPositive();
              assertThat(row.apache().median()).isPositive();
            });
  }

  /** Each would cost a starting client some 10 ms of CPU, and more when it is the first. */
  @Test
  void a_starting_producer_links_no_lambda_of_the_client(@TempDir Path directory) throws Exception {
    Path classes = directory.resolve("classes.log");
    try (Cluster cluster = SkuaCluster.start(directory.resolve("server"), ClientRuns.JVM)) {
      Program.run(
          directory.resolve("skua"),
          List.of("-Xlog:class+load:file=" + classes),
          Program.jars(Side.SKUA.classPath),
          List.of(
              Main.class.getName(),
              "first",
              Side.SKUA.factory,
              cluster.nameServer(),
              "bench",
              Long.toString(cluster.brokerPid()),
              Long.toString(System.currentTimeMillis()),
              "0",
              "0"));
    }
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> line.contains("io.skua.client.producer.SendResult "))
        .noneMatch(line -> line.contains("io.skua.") && line.contains("$$Lambda"));
  }

  @Test
  void consumers_of_both_clients_end_with_all_their_figures(@TempDir Path directory)
      throws Exception {
    List<Row> rows;
    try (Cluster cluster = SkuaCluster.start(directory.resolve("server"), ClientRuns.JVM)) {
      rows = new ConsumerRuns(directory, TINY).against(cluster, "with Skua's server");
    }
    assertThat(rows)
        .extracting(Row::name)
        .hasSize(10)
        .contains(
            "draining 500 messages: CPU of the client", "200 messages/s: end-to-end latency p99");
    assertThat(rows)
        .filteredOn(row -> row.name().contains("throughput") || row.name().contains("latency"))
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.skua().median()).isPositive();
              assertThat(row.apache().median()).isPositive();
            });
  }

  @Test
  void a_run_writes_a_table_the_figures_and_a_chart(@TempDir Path directory) throws Exception {
    assertThat(Bench.run(TINY, directory)).contains("processors");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> file.toString().replaceAll(".*\\.", "")))
          .containsExactlyInAnyOrder("csv", "md", "svg");
    }
  }
}
