package interop.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The clusters of a matrix, one for each combination of servers. They start side by side, most of
 * which is waiting for other processes. Thread-safe.
 */
final class Clusters implements AutoCloseable {
  private final Map<Cell.Servers, CompletableFuture<Cluster>> running = new HashMap<>();

  /** Begins to start clusters below a directory; does not wait. */
  static Clusters start(Collection<Cell.Servers> combinations, Path directory) {
    Clusters clusters = new Clusters();
    for (Cell.Servers kinds : combinations) {
      Path place = directory.resolve(kinds.nameServer() + "-" + kinds.broker());
      clusters.running.computeIfAbsent(
          kinds, some -> CompletableFuture.supplyAsync(() -> startOne(some, place)));
    }
    return clusters;
  }

  /** The running cluster of these kinds; waits for it, and fails as its start failed. */
  Cluster get(Cell.Servers kinds) {
    CompletableFuture<Cluster> cluster = running.get(kinds);
    if (cluster == null) {
      throw new IllegalArgumentException("never started: " + kinds);
    }
    return cluster.join();
  }

  /** Ends all, those that are still starting too. */
  @Override
  public void close() {
    CompletableFuture<?>[] endings =
        running.values().stream()
            .map(start -> start.handle((cluster, failure) -> cluster).thenAccept(Clusters::end))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(endings).join();
  }

  private static Cluster startOne(Cell.Servers kinds, Path directory) {
    try {
      return Cluster.start(kinds, directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + kinds, e);
    }
  }

  private static void end(Cluster cluster) {
    if (cluster != null) { // Its start failed, which get has told.
      cluster.close();
    }
  }
}
