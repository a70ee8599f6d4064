package interop.matrix;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import interop.harness.ConsumerCatalogue;
import interop.harness.Target;
import interop.operator.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios of consumers in the cells. Nearly all of their time is waiting, for retries and for
 * members to agree: many run side by side, each with a topic and a group of its own, and a test is
 * what became of one of them.
 */
class ConsumersIT {
  /** Enough for the waiting, and few enough that Apache's clients do not run into time-outs. */
  private static final int SIDE_BY_SIDE = Integer.getInteger("scenarios.abreast", 12);

  @RegisterExtension static final Matrix matrix = new Matrix();

  private static final Map<Run, Future<?>> runs = new LinkedHashMap<>();
  private static ExecutorService threads;

  private record Run(Cell cell, String scenario) {}

  @BeforeAll
  static void begin_to_run_all_of_them() {
    threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    for (Cell cell : Implementations.cells()) {
      for (ConsumerCatalogue.Entry entry : Implementations.consumers(cell.client()).entries()) {
        if (Extent.ofBuild().includes(cell, entry.name(), entry.smoke())
            && Gaps.known(cell, entry.name()).isEmpty()) {
          runs.put(new Run(cell, entry.name()), threads.submit(() -> run(cell, entry)));
        }
      }
    }
  }

  @AfterAll
  static void end_what_is_left() {
    threads.shutdownNow();
  }

  private static Void run(Cell cell, ConsumerCatalogue.Entry entry) throws Exception {
    Cluster cluster = matrix.clusters().get(cell.servers());
    String nameServer = cluster.nameServer().address();
    Console console = new Console(nameServer, cluster.broker().address());
    String topic = "consumed-" + entry.name() + "-" + cell.client();
    entry.scenario().run(new Target(nameServer, topic, console));
    return null;
  }

  static Stream<Arguments> every_cell_and_scenario() {
    return Implementations.cells().stream()
        .flatMap(
            cell ->
                Implementations.consumers(cell.client()).entries().stream()
                    .filter(entry -> Extent.ofBuild().includes(cell, entry.name(), entry.smoke()))
                    .map(entry -> arguments(cell, entry.name())));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("every_cell_and_scenario")
  void what_is_sent_is_consumed(Cell cell, String name) throws Throwable {
    try (Conformance.Run run =
        matrix.conformance().begin(Conformance.Suite.CONSUMERS, cell, name)) {
      Gaps.skipIfKnown(cell, name);
      try {
        runs.get(new Run(cell, name)).get();
      } catch (ExecutionException e) {
        throw e.getCause();
      }
      run.passed();
    }
  }
}
