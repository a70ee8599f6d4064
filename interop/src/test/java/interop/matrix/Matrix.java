package interop.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the suites of the matrix share: a cluster for each combination of servers, and the report,
 * which is printed when the last test of all is over. For a static field of a test.
 */
final class Matrix implements BeforeAllCallback {
  private volatile @Nullable Shared shared;

  private static final class Shared implements AutoCloseable {
    private final Conformance conformance = new Conformance();
    private final Path directory;
    private final Clusters clusters;

    private Shared() {
      try {
        directory = Files.createTempDirectory("matrix");
      } catch (IOException e) {
        throw new UncheckedIOException("no place for the clusters", e);
      }
      clusters =
          Clusters.start(Implementations.cells().stream().map(Cell::servers).toList(), directory);
    }

    @Override
    public void close() throws IOException {
      System.out.println(conformance);
      for (Client client : Client.values()) {
        Implementations.consumers(client).close();
      }
      clusters.close();
      try (Stream<Path> all = Files.walk(directory)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path each : deepestFirst) {
          Files.delete(each);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Matrix.class))
            .getOrComputeIfAbsent(Shared.class, type -> new Shared(), Shared.class);
  }

  /** The report of all suites. */
  Conformance conformance() {
    return running().conformance;
  }

  /** The clusters of all suites. */
  Clusters clusters() {
    return running().clusters;
  }

  private Shared running() {
    return Objects.requireNonNull(shared, "before the first test");
  }
}
