package interop.matrix;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import interop.harness.Catalogue;
import interop.harness.Eventually;
import interop.harness.Report;
import interop.harness.Target;
import interop.operator.Console;
import interop.reader.Reader;
import interop.reader.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios of producers in the cells, read back on a way that is independent of the client.
 * They run side by side: each has a topic and a group of its own.
 */
class MatrixIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @RegisterExtension static final Matrix matrix = new Matrix();

  static Stream<Arguments> every_cell_and_scenario() {
    return Implementations.cells().stream()
        .flatMap(
            cell ->
                Implementations.scenarios(cell.client()).entries().stream()
                    .filter(entry -> Extent.ofBuild().includes(cell, entry.name(), entry.smoke()))
                    .map(entry -> arguments(cell, entry.name(), entry)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("every_cell_and_scenario")
  @Execution(ExecutionMode.CONCURRENT)
  void what_is_sent_is_stored(Cell cell, String name, Catalogue.Entry entry) throws Exception {
    try (Conformance.Run run =
        matrix.conformance().begin(Conformance.Suite.PRODUCERS, cell, name)) {
      Gaps.skipIfKnown(cell, name);
      Cluster cluster = matrix.clusters().get(cell.servers());
      if (entry.topic().isEmpty()) {
        runAndVerify(cluster, name + "-" + cell.client(), entry);
      } else {
        synchronized (cluster) { // All clients have the same topic here.
          runAndVerify(cluster, entry.topic(), entry);
        }
      }
      run.passed();
    }
  }

  private static void runAndVerify(Cluster cluster, String topic, Catalogue.Entry entry)
      throws Exception {
    String nameServer = cluster.nameServer().address();
    String broker = cluster.broker().address();
    Map<Route.Queue, Long> before = Reader.ends(Route.of(nameServer, topic));

    Report report =
        entry.scenario().run(new Target(nameServer, topic, new Console(nameServer, broker)));

    List<Reader.Contents> queues = readBack(nameServer, topic, before, report.sent().size());
    new Verification(
            report.sent(),
            report.queues(),
            report.compressedFrom(),
            report.compression(),
            queues,
            broker)
        .check(before);
    Map<String, List<Reader.Contents>> others = new LinkedHashMap<>();
    report
        .elsewhere()
        .forEach(
            (other, sent) -> others.put(other, readBack(nameServer, other, Map.of(), sent.size())));
    others.forEach(
        (other, contents) ->
            new Verification(
                    report.elsewhere().getOrDefault(other, List.of()),
                    List.of(),
                    report.compressedFrom(),
                    report.compression(),
                    contents,
                    broker)
                .check(Map.of()));
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
