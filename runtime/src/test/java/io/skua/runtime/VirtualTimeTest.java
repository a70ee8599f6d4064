package io.skua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final Loop loop = time.loop("a");
  private final List<String> ran = new ArrayList<>();

  private Runnable note(String text) {
    return () -> ran.add(text + "@" + Duration.ofNanos(time.clock().nanos()).toMillis());
  }

  private static void boom(String text) {
    throw new IllegalArgumentException(text);
  }

  @Test
  void time_stands_still_until_it_is_moved() {
    assertThat(time.clock().wallMillis()).isEqualTo(VirtualTime.EPOCH_MILLIS);
    long nanos = time.clock().nanos();
    time.settle();
    assertThat(time.clock().nanos()).isEqualTo(nanos);
    time.advance(SECOND);
    assertThat(time.clock().nanos() - nanos).isEqualTo(SECOND.toNanos());
    assertThat(time.clock().wallMillis()).isEqualTo(VirtualTime.EPOCH_MILLIS + 1000);
  }

  @Test
  void tasks_run_in_the_order_of_time_and_then_of_arrival() {
    loop.after(Duration.ofMillis(20), note("later"));
    loop.after(Duration.ofMillis(10), note("one"));
    time.loop("b").after(Duration.ofMillis(10), note("two"));
    loop.execute(note("now"));
    loop.after(Duration.ofMillis(-5), note("past"));
    assertThat(ran).isEmpty();
    time.advance(Duration.ofMillis(15));
    assertThat(ran).containsExactly("now@0", "past@0", "one@10", "two@10");
    time.advance(Duration.ofMillis(15));
    assertThat(ran).last().isEqualTo("later@20");
    assertThat(time.clock().nanos()).isEqualTo(Duration.ofMillis(30).toNanos());
  }

  @Test
  void a_task_that_a_task_hands_over_runs_at_the_same_moment() {
    loop.after(
        Duration.ofMillis(5),
        () -> {
          note("outer").run();
          loop.execute(note("inner"));
          loop.after(Duration.ofMillis(3), note("soon"));
        });
    time.advance(Duration.ofMillis(8));
    assertThat(ran).containsExactly("outer@5", "inner@5", "soon@8");
  }

  @Test
  void a_task_never_runs_in_its_callers_stack() {
    loop.execute(note("task"));
    assertThat(ran).isEmpty();
    time.settle();
    assertThat(ran).containsExactly("task@0");
  }

  @Test
  void a_cancelled_task_does_not_run() {
    Cancellable task = loop.after(SECOND, note("task"));
    task.cancel();
    task.cancel();
    time.advance(Duration.ofSeconds(2));
    assertThat(ran).isEmpty();
  }

  @Test
  void a_series_counts_from_the_end_of_each_run_until_it_is_cancelled() {
    Cancellable series = loop.every(Duration.ofMillis(10), Duration.ofMillis(100), note("tick"));
    time.advance(Duration.ofMillis(250));
    assertThat(ran).containsExactly("tick@10", "tick@110", "tick@210");
    series.cancel();
    time.advance(SECOND);
    assertThat(ran).hasSize(3);
  }

  @Test
  void a_series_may_cancel_itself() {
    List<Cancellable> self = new ArrayList<>();
    self.add(
        loop.every(
            Duration.ZERO,
            SECOND,
            () -> {
              note("tick").run();
              self.get(0).cancel();
            }));
    time.advance(Duration.ofSeconds(5));
    assertThat(ran).containsExactly("tick@0");
  }

  @Test
  void a_series_goes_on_after_a_run_that_threw() {
    loop.every(Duration.ZERO, SECOND, () -> boom(ran.add("tick") + "!"));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> time.advance(Duration.ofSeconds(2)))
        .satisfies(error -> assertThat(error.getSuppressed()).hasSize(2));
    assertThat(ran).hasSize(3);
  }

  @Test
  void a_task_that_throws_is_reported_once_and_stops_no_other() {
    loop.execute(() -> boom("first"));
    loop.execute(note("between"));
    time.workers("w", 1).execute(() -> boom("second"));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(time::settle)
        .havingCause()
        .withMessage("first");
    assertThat(ran).containsExactly("between@0");
    time.settle();
  }

  @Test
  void a_loop_knows_when_it_is_running() {
    Loop other = time.loop("b");
    assertThat(loop.inside()).isFalse();
    assertThatIllegalStateException().isThrownBy(loop::assertInside);
    loop.execute(
        () -> {
          ran.add("inside " + loop.inside() + " " + other.inside());
          loop.assertInside();
          loop.run(note("at once"));
          other.run(note("handed over"));
          ran.add("end");
        });
    time.workers("w", 1).execute(() -> ran.add("worker " + loop.inside()));
    time.settle();
    assertThat(ran)
        .containsExactly("inside true false", "at once@0", "end", "worker false", "handed over@0");
  }

  @Test
  void await_moves_time_only_as_far_as_the_result_needs() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    loop.after(Duration.ofMillis(30), () -> result.complete("there"));
    loop.after(Duration.ofMillis(40), note("not yet"));
    assertThat(time.await(result, SECOND)).isEqualTo("there");
    assertThat(time.clock().nanos()).isEqualTo(Duration.ofMillis(30).toNanos());
    assertThat(ran).isEmpty();
  }

  @Test
  void await_gives_up_when_its_time_has_passed() {
    loop.after(Duration.ofSeconds(2), note("too late"));
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> time.await(new CompletableFuture<>(), SECOND))
        .withMessageContaining("PT1S");
    assertThat(time.clock().nanos()).isEqualTo(SECOND.toNanos());
    assertThat(ran).isEmpty();
  }

  @Test
  void await_passes_a_failure_on() {
    CompletableFuture<String> result = new CompletableFuture<>();
    loop.execute(() -> result.completeExceptionally(new IllegalArgumentException("why")));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> time.await(result, SECOND))
        .havingCause()
        .withMessage("why");
  }

  @Test
  void a_loop_must_not_wait_and_a_worker_may() {
    CompletableFuture<String> result = new CompletableFuture<>();
    loop.execute(
        () ->
            assertThatIllegalStateException()
                .isThrownBy(() -> time.await(result, SECOND))
                .withMessageContaining("loop a"));
    time.workers("w", 1)
        .execute(
            () -> {
              try {
                ran.add(time.await(result, SECOND));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    loop.after(Duration.ofMillis(1), () -> result.complete("brought"));
    time.advance(SECOND);
    assertThat(ran).containsExactly("brought");
  }

  @Test
  void closed_workers_refuse_tasks_and_finish_those_they_have() {
    Workers workers = time.workers("w", 2);
    workers.execute(note("accepted"));
    workers.close();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> workers.execute(note("refused")));
    time.settle();
    assertThat(ran).containsExactly("accepted@0");
  }

  private static List<String> shuffledRun(long seed) {
    VirtualTime time = VirtualTime.shuffled(seed);
    List<String> ran = new ArrayList<>();
    List<Loop> loops = Stream.of("a", "b", "c").map(time::loop).toList();
    for (int i = 0; i < 20; i++) {
      for (int l = 0; l < loops.size(); l++) {
        String name = (char) ('a' + l) + "" + i;
        loops.get(l).execute(() -> ran.add(name));
      }
    }
    time.settle();
    return ran;
  }

  @Test
  void a_shuffle_keeps_the_order_of_each_loop() {
    for (long seed = 0; seed < 100; seed++) {
      List<String> ran = shuffledRun(seed);
      assertThat(ran).hasSize(60);
      for (String name : List.of("a", "b", "c")) {
        List<String> own = ran.stream().filter(each -> each.startsWith(name)).toList();
        List<String> handedOver =
            Stream.iterate(0, i -> i + 1).limit(20).map(i -> name + i).toList();
        assertThat(own).isEqualTo(handedOver);
      }
    }
  }

  @Test
  void a_shuffle_is_the_same_for_a_seed_and_another_for_another() {
    assertThat(shuffledRun(7)).isEqualTo(shuffledRun(7));
    assertThat(Stream.iterate(0L, seed -> seed + 1).limit(20).map(VirtualTimeTest::shuffledRun))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_shuffle_never_runs_a_later_task_before_an_earlier_one() {
    for (long seed = 0; seed < 50; seed++) {
      VirtualTime shuffled = VirtualTime.shuffled(seed);
      List<Integer> order = new ArrayList<>();
      for (int millis = 9; millis >= 0; millis--) {
        int at = millis;
        shuffled.loop("l" + at).after(Duration.ofMillis(at), () -> order.add(at));
      }
      shuffled.advance(SECOND);
      assertThat(order).isSorted().hasSize(10);
    }
  }

  @Test
  void random_numbers_repeat_from_run_to_run() {
    assertThat(new VirtualTime().random().nextLong())
        .isEqualTo(new VirtualTime().random().nextLong());
  }
}
