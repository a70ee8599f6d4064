package bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness, with counts too small to measure anything. */
class ClientRunsTest {
  @Test
  void every_workload_of_both_clients_ends_with_all_its_figures(@TempDir Path directory)
      throws Exception {
    Options tiny = new Options(Set.of("client"), 1, 50, 50);
    String text = Bench.run(tiny, directory);
    assertThat(text)
        .contains("Clients, with Apache's servers")
        .contains("| start: CPU to the first SendResult, s | ")
        .contains("| sync, 1 thread: latency p99, µs | ")
        .contains("| async, 1000 in flight: allocated, bytes per message | ")
        .contains("| one-way: throughput, messages/s | ");
    try (Stream<Path> files = Files.list(directory)) {
      List<String> endings =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.toString().replaceAll(".*\\.", ""))
              .sorted()
              .toList();
      assertThat(endings).containsExactly("csv", "md", "svg");
    }
  }
}
