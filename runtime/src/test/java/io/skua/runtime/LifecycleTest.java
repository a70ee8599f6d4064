package io.skua.runtime;

import static io.skua.runtime.Lifecycle.Phase.CREATED;
import static io.skua.runtime.Lifecycle.Phase.FAILED;
import static io.skua.runtime.Lifecycle.Phase.RUNNING;
import static io.skua.runtime.Lifecycle.Phase.STARTING;
import static io.skua.runtime.Lifecycle.Phase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skua.runtime.Lifecycle.Phase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
  private static final Map<Phase, Set<Phase>> ALLOWED =
      Map.of(
          CREATED, Set.of(STARTING, STOPPED),
          STARTING, Set.of(RUNNING, FAILED, STOPPED),
          RUNNING, Set.of(STOPPED),
          FAILED, Set.of(STOPPED),
          STOPPED, Set.of());
  private static final Map<Phase, List<Phase>> WAYS =
      Map.of(
          CREATED, List.of(),
          STARTING, List.of(STARTING),
          RUNNING, List.of(STARTING, RUNNING),
          FAILED, List.of(STARTING, FAILED),
          STOPPED, List.of(STOPPED));

  private static Lifecycle in(Phase phase) {
    Lifecycle lifecycle = new Lifecycle("the pump");
    WAYS.getOrDefault(phase, List.of()).forEach(lifecycle::become);
    assertThat(lifecycle.phase()).isEqualTo(phase);
    return lifecycle;
  }

  @ParameterizedTest
  @EnumSource
  void every_transition_is_allowed_or_refused_as_the_table_says(Phase from) {
    for (Phase to : Phase.values()) {
      boolean allowed = ALLOWED.getOrDefault(from, Set.of()).contains(to);
      assertThat(from.canBecome(to)).as("%s to %s", from, to).isEqualTo(allowed);
      Lifecycle tried = in(from);
      assertThat(tried.tryBecome(to)).isEqualTo(allowed);
      assertThat(tried.phase()).isEqualTo(allowed ? to : from);
      assertThat(tried.running()).isEqualTo(tried.phase() == RUNNING);
    }
  }

  @Test
  void a_refusal_names_the_owner_and_both_phases() {
    assertThatIllegalStateException()
        .isThrownBy(() -> in(STOPPED).become(STARTING))
        .withMessage("the pump is STOPPED and cannot become STARTING");
  }

  @Test
  void of_several_threads_exactly_one_starts() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      Lifecycle lifecycle = new Lifecycle("the pump");
      AtomicInteger winners = new AtomicInteger();
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(i -> Threads.daemon("starter-" + i, () -> start(lifecycle, go, winners)))
              .toList();
      threads.forEach(Thread::start);
      go.countDown();
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(60));
      }
      assertThat(winners).hasValue(1);
    }
  }

  private static void start(Lifecycle lifecycle, CountDownLatch go, AtomicInteger winners) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (lifecycle.tryBecome(STARTING)) {
      winners.incrementAndGet();
    }
  }
}
