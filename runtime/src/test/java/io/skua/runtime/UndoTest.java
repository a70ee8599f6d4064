package io.skua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void steps_are_undone_last_one_first() {
    try (Undo undo = new Undo()) {
      undo.later(() -> done.add("a"));
      undo.later(() -> done.add("b"));
      undo.later(() -> done.add("c"));
    }
    assertThat(done).containsExactly("c", "b", "a");
  }

  @Test
  void what_was_kept_is_undone_by_its_new_owner_only() {
    Undo kept;
    try (Undo undo = new Undo()) {
      undo.later(() -> done.add("a"));
      kept = undo.keep();
      undo.later(() -> done.add("after"));
    }
    assertThat(done).containsExactly("after");
    kept.close();
    assertThat(done).containsExactly("after", "a");
  }

  @Test
  void closing_again_does_nothing() {
    Undo undo = new Undo();
    undo.later(() -> done.add("a"));
    undo.close();
    undo.close();
    assertThat(done).containsExactly("a");
  }

  @Test
  void all_steps_are_tried_and_the_first_failure_carries_the_later_ones() {
    Undo undo = new Undo();
    undo.later(() -> done.add("a"));
    undo.later(() -> fail("second"));
    undo.later(() -> done.add("b"));
    undo.later(() -> fail("first"));
    assertThatIllegalStateException()
        .isThrownBy(undo::close)
        .withMessage("first")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(later -> assertThat(later).hasMessage("second")));
    assertThat(done).containsExactly("b", "a");
    undo.close();
  }

  @Test
  void a_start_that_fails_half_way_leaves_nothing_behind() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try (Undo undo = new Undo()) {
                undo.later(() -> done.add("closed"));
                fail("start");
              }
            })
        .withMessage("start");
    assertThat(done).containsExactly("closed");
  }

  private static void fail(String text) {
    throw new IllegalStateException(text);
  }
}
