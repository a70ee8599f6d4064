package io.skua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SystemPlatformTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Platform platform = SystemPlatform.INSTANCE;

  private <T> T await(CompletableFuture<T> result) throws Exception {
    return platform.await(result, LONG);
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void workers_are_named_daemons() throws Exception {
    try (Workers workers = platform.workers("skua-test", 2)) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      workers.execute(() -> thread.complete(Thread.currentThread()));
      assertThat(await(thread).isDaemon()).isTrue();
      assertThat(await(thread).getName()).startsWith("skua-test-");
    }
  }

  @Test
  void no_more_threads_start_than_were_asked_for() throws Exception {
    try (Workers workers = platform.workers("skua-test", 2)) {
      Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
      CountDownLatch done = new CountDownLatch(50);
      for (int i = 0; i < 50; i++) {
        workers.execute(
            () -> {
              threads.add(Thread.currentThread());
              done.countDown();
            });
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(threads).hasSizeBetween(1, 2);
    }
  }

  @Test
  void a_close_waits_for_what_was_handed_over_and_ends_the_threads() throws Exception {
    Workers workers = platform.workers("skua-test", 1);
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Thread> last = new CompletableFuture<>();
    workers.execute(started::countDown);
    workers.execute(() -> last.complete(Thread.currentThread()));
    workers.close(LONG);
    assertThat(last).isCompleted();
    last.get().join(LONG.toMillis());
    assertThat(last.get().isAlive()).isFalse();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> workers.execute(() -> {}));
  }

  @Test
  void what_outlasts_the_grace_is_interrupted() throws Exception {
    Workers workers = platform.workers("skua-test", 1);
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    workers.execute(
        () -> {
          started.countDown();
          pass(new CountDownLatch(1));
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    started.await();
    workers.close(Duration.ofMillis(1));
    assertThat(await(interrupted)).isTrue();
  }

  @Test
  void a_close_from_one_of_its_own_threads_does_not_wait_for_itself() throws Exception {
    Workers workers = platform.workers("skua-test", 1);
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    workers.execute(
        () -> {
          workers.close(Duration.ofHours(1));
          closed.complete(Thread.currentThread().isInterrupted());
        });
    assertThat(await(closed)).isFalse();
  }

  @Test
  void an_interrupted_close_passes_the_interrupt_on() throws Exception {
    Workers workers = platform.workers("skua-test", 1);
    CountDownLatch release = new CountDownLatch(1);
    workers.execute(() -> pass(release));
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread closer =
        Threads.daemon(
            "closer",
            () -> {
              Thread.currentThread().interrupt();
              workers.close(Duration.ofHours(1));
              result.complete(Thread.currentThread().isInterrupted());
            });
    closer.start();
    assertThat(await(result)).isTrue();
    release.countDown();
  }

  @Test
  void await_waits_gives_up_and_passes_failures_on() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> platform.await(result, Duration.ofMillis(1)));
    Threads.daemon("bringer", () -> result.complete("there")).start();
    assertThat(await(result)).isEqualTo("there");
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () -> await(CompletableFuture.failedFuture(new IllegalArgumentException("why"))))
        .havingCause()
        .withMessage("why");
  }

  @Test
  void nanos_never_go_back() {
    long before = platform.clock().nanos();
    for (int i = 0; i < 1000; i++) {
      long now = platform.clock().nanos();
      assertThat(now - before).isNotNegative();
      before = now;
    }
    assertThat(platform.random().nextInt(10)).isBetween(0, 9);
  }
}
