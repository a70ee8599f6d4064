package io.skua.client.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.runtime.Loop;
import io.skua.runtime.VirtualTime;
import io.skua.runtime.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CallbackThreadsTest {
  private final VirtualTime time = new VirtualTime();
  private final Loop loop = time.loop("loop");
  private final List<String> ran = new ArrayList<>();
  private final CountedWorkers workers = new CountedWorkers(time.workers("callback", 2));
  private final CallbackThreads callbacks = new CallbackThreads(loop, time.clock(), workers, 2);

  /** Workers that count how often one of them is woken. */
  private static final class CountedWorkers implements Workers {
    private final Workers workers;
    private int woken;

    CountedWorkers(Workers workers) {
      this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
      woken++;
      workers.execute(task);
    }

    @Override
    public void resize(int threads) {
      workers.resize(threads);
    }

    @Override
    public void close(Duration grace) {
      workers.close(grace);
    }
  }

  private void burst(String... names) {
    loop.execute(
        () -> {
          for (String name : names) {
            callbacks.execute(() -> ran.add(name));
          }
        });
    time.settle();
  }

  @Test
  void a_burst_wakes_one_thread_and_keeps_its_order() {
    burst("a", "b", "c");
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(workers.woken).isEqualTo(1);
  }

  @Test
  void the_first_callback_goes_over_at_once_and_the_next_ones_together() {
    burst("a");
    assertThat(ran).containsExactly("a");
    burst("b");
    burst("c");
    assertThat(ran).containsExactly("a");
    time.advance(CallbackThreads.GAP);
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(workers.woken).isEqualTo(2);
  }

  @Test
  void a_callback_that_waits_for_another_one_does_not_hold_it_up() {
    CompletableFuture<String> other = new CompletableFuture<>();
    loop.execute(
        () -> {
          callbacks.execute(() -> ran.add("waited for " + await(other)));
          callbacks.execute(() -> other.complete("b"));
        });
    time.advance(CallbackThreads.PATIENCE.multipliedBy(2));
    assertThat(ran).containsExactly("waited for b");
    assertThat(workers.woken).isEqualTo(2);
  }

  private String await(CompletableFuture<String> other) {
    try {
      return time.await(other, Duration.ofSeconds(1));
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      return e.toString();
    }
  }

  @Test
  void a_callback_that_brings_about_another_one_loses_none() {
    loop.execute(
        () -> {
          callbacks.execute(
              () -> {
                ran.add("a");
                callbacks.execute(() -> ran.add("c"));
              });
          callbacks.execute(() -> ran.add("b"));
        });
    time.settle();
    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void a_callback_that_fails_takes_no_other_one_with_it() {
    loop.execute(
        () -> {
          callbacks.execute(
              () -> {
                throw new IllegalStateException("a user's mistake");
              });
          callbacks.execute(() -> ran.add("b"));
        });
    time.settle();
    assertThat(ran).containsExactly("b");
  }

  @Test
  void closing_runs_what_has_not_gone_over_yet() {
    burst("a");
    burst("b");
    assertThat(ran).containsExactly("a");
    callbacks.close();
    time.settle();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void what_comes_after_the_close_runs_in_place() {
    callbacks.close();
    callbacks.execute(() -> ran.add("late"));
    assertThat(ran).containsExactly("late");
  }

  @Test
  void what_an_executor_refuses_runs_here() {
    CallbackThreads.run(
        task -> {
          throw new RejectedExecutionException("closed");
        },
        () -> ran.add("a"));
    assertThat(ran).containsExactly("a");
  }
}
