package interop.matrix;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import interop.harness.Catalogue;
import interop.harness.Eventually;
import interop.harness.Report;
import interop.harness.Target;
import interop.reader.Reader;
import interop.reader.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario in every cell, read back on a way that is independent of the client. */
class MatrixIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Clusters clusters;

  @BeforeAll
  static void start_one_cluster_for_each_combination_of_servers(@TempDir Path directory) {
    clusters =
        Clusters.start(Implementations.cells().stream().map(Cell::servers).toList(), directory);
  }

  @AfterAll
  static void end_all_clusters() {
    clusters.close();
  }

  static Stream<Arguments> every_cell_and_scenario() {
    return Implementations.cells().stream()
        .flatMap(
            cell ->
                Implementations.scenarios(cell.client()).entries().stream()
                    .map(entry -> arguments(cell, entry.name(), entry)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("every_cell_and_scenario")
  void what_is_sent_is_stored(Cell cell, String name, Catalogue.Entry entry) throws Exception {
    Cluster cluster = clusters.get(cell.servers());
    String nameServer = cluster.nameServer().address();
    String topic = entry.topic().isEmpty() ? name + "-" + cell.client() : entry.topic();
    Map<Route.Queue, Long> before = Reader.ends(Route.of(nameServer, topic));

    Report report = entry.scenario().run(new Target(nameServer, topic));

    List<Reader.Contents> queues = readBack(nameServer, topic, before, report.sent().size());
    new Verification(report, queues, cluster.broker().address()).check(before);
  }

  /** What is stored becomes readable a moment after the answer, and registered a moment later. */
  private static List<Reader.Contents> readBack(
      String nameServer, String topic, Map<Route.Queue, Long> before, int count) {
    return Eventually.get(
        count + " messages in " + topic,
        PATIENCE,
        () -> {
          List<Reader.Contents> queues = read(Route.of(nameServer, topic), before);
          int found = queues.stream().mapToInt(queue -> queue.messages().size()).sum();
          return found < count ? Optional.empty() : Optional.of(queues);
        });
  }

  private static List<Reader.Contents> read(Route route, Map<Route.Queue, Long> before)
      throws IOException {
    List<Reader.Contents> queues = new ArrayList<>();
    for (Route.Queue queue : route.queues()) {
      queues.add(Reader.read(queue, before.getOrDefault(queue, 0L)));
    }
    return queues;
  }
}
