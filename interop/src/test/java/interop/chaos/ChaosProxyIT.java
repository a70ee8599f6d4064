package interop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the test of chaos in the testkit says on virtual time, with real sockets, threads and
 * clocks, at servers of both kinds: every send ends within its time and a tenth of it, in success
 * or in a known type, and what is acknowledged is stored exactly as it was sent.
 *
 * <p>The system property {@code chaos.schedules} says how many schedules there are, and the profile
 * {@code chaos} makes it 200; {@code chaos.seed} runs a single one. A seed fixes the faults, their
 * moments, and the sends; what meets what is up to the machine.
 */
@Tag("chaos")
@DisabledOnOs(value = OS.MAC, disabledReason = "127.0.0.2 is this machine only if told so")
@Isolated("its sends have half a second, which a machine that is busy otherwise takes away")
class ChaosProxyIT {
  private static final int SCHEDULES = 4;

  /** Schedules at a time, each with a cluster of its own: most of their time is waiting. */
  private static final int LANES = 2;

  private interface Start {
    ProxiedCluster start(Path directory) throws Exception;
  }

  @Test
  void sends_to_our_servers_end_in_time_and_what_is_acknowledged_is_stored(@TempDir Path directory)
      throws Exception {
    run("Skua", directory, ProxiedCluster::ofSkua);
  }

  @Test
  void sends_to_apaches_servers_end_in_time_and_what_is_acknowledged_is_stored(
      @TempDir Path directory) throws Exception {
    run("Apache", directory, ProxiedCluster::ofApache);
  }

  private static void run(String servers, Path directory, Start start) throws Exception {
    long begin = System.nanoTime();
    Queue<Long> seeds = new ConcurrentLinkedQueue<>(seeds());
    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<Outcome>> lanes = new ArrayList<>();
      for (int i = 0; i < Math.min(LANES, seeds.size()); i++) {
        Path own = directory.resolve("lane-" + i);
        lanes.add(threads.submit(() -> lane(servers, start, own, seeds)));
      }
      Outcome all = Outcome.NONE;
      for (Future<Outcome> lane : lanes) {
        all = all.and(lane.get());
      }
      System.out.printf(
          "chaos proxy and %s, in %d s: %s%n",
          servers, Duration.ofNanos(System.nanoTime() - begin).toSeconds(), all);
      assertThat(all.acknowledged()).as("a test that proves something").isGreaterThan(all.failed());
      assertThat(all.faults()).as("a test that proves something").isNotEmpty();
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).as("all has ended").isTrue();
    }
  }

  private static Outcome lane(String servers, Start start, Path directory, Queue<Long> seeds)
      throws Exception {
    Outcome all = Outcome.NONE;
    try (ProxiedCluster cluster = start.start(directory)) {
      for (Long seed = seeds.poll(); seed != null; seed = seeds.poll()) {
        try {
          all = all.and(Schedule.run(cluster, seed));
        } catch (AssertionError | Exception e) {
          seeds.clear();
          throw new AssertionError(servers + ", -Dchaos.seed=" + seed, e);
        }
      }
    }
    return all;
  }

  private static List<Long> seeds() {
    Long one = Long.getLong("chaos.seed");
    return one != null
        ? List.of(one)
        : LongStream.rangeClosed(1, Integer.getInteger("chaos.schedules", SCHEDULES))
            .boxed()
            .toList();
  }
}
