package io.skua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 2);

  @Test
  void delays_grow_by_the_factor_up_to_the_longest() {
    assertThat(backoff.delay(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.delay(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.delay(4)).isEqualTo(Duration.ofMillis(800));
    assertThat(backoff.delay(5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void no_failure_counts_as_the_first() {
    assertThat(backoff.delay(0)).isEqualTo(backoff.delay(1));
    assertThat(backoff.delay(-7)).isEqualTo(backoff.delay(1));
  }

  @Test
  void a_spread_delay_lies_in_the_upper_half_and_reaches_both_ends_of_it() {
    SplittableRandom random = new SplittableRandom(1);
    Duration shortest = Duration.ofSeconds(9);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 10_000; i++) {
      Duration delay = backoff.delay(3, random);
      assertThat(delay).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
      shortest = delay.compareTo(shortest) < 0 ? delay : shortest;
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    assertThat(shortest).isLessThan(Duration.ofMillis(205));
    assertThat(longest).isGreaterThan(Duration.ofMillis(395));
  }

  @Test
  void no_delay_at_all_can_be_spread() {
    Backoff none = new Backoff(Duration.ZERO, Duration.ZERO, 3);
    assertThat(none.delay(2000, new SplittableRandom(1))).isZero();
    Backoff one = new Backoff(Duration.ofNanos(1), Duration.ofNanos(1), 1);
    assertThat(one.delay(1, new SplittableRandom(1))).isLessThanOrEqualTo(Duration.ofNanos(1));
  }

  @Test
  void nonsense_is_refused() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second.negated(), second, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(second, Duration.ofMillis(1), 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, second, 0.9));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, second, Double.NaN));
  }
}
