package io.skua.net.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.runtime.SystemPlatform;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NioLoopTest {
  private final NioLoop loop = new NioLoop("test-loop", SystemPlatform.INSTANCE.clock());

  @AfterEach
  void close() {
    loop.close();
  }

  /** Has the loop rest behind this turn; returns when it was told so. */
  private long rest(Duration duration) throws Exception {
    CompletableFuture<Long> told = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.rest(duration.toNanos());
          told.complete(System.nanoTime());
        });
    return told.get(60, TimeUnit.SECONDS);
  }

  /** Has the loop run a task; returns when it did. */
  private long run() throws Exception {
    CompletableFuture<Long> ran = new CompletableFuture<>();
    loop.execute(() -> ran.complete(System.nanoTime()));
    return ran.get(60, TimeUnit.SECONDS);
  }

  @Test
  void what_is_handed_over_in_a_rest_waits_for_its_end() throws Exception {
    long told = rest(Duration.ofMillis(200));
    // Still in the turn in which it was told, or in the rest.
    long ran = Math.max(run(), run());
    assertThat(Duration.ofNanos(ran - told)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void a_loop_rests_once() throws Exception {
    long told = rest(Duration.ofMillis(200));
    long last = told;
    for (int i = 0; i < 100; i++) {
      last = run();
    }
    assertThat(Duration.ofNanos(last - told)).isLessThan(Duration.ofSeconds(19));
  }

  @Test
  void closing_ends_a_rest() throws Exception {
    rest(Duration.ofHours(1));
    loop.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("test-loop");
  }
}
