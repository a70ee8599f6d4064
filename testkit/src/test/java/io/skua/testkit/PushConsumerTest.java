package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PushConsumerTest extends ConsumerScenario {
  private final Notes notes = new Notes();

  @Test
  void messages_of_before_and_after_the_start_arrive_once() {
    send("1", "2", "3");
    started("10.0.0.7", notes);
    pass(1);
    assertThat(notes.bodies).containsExactlyInAnyOrder("1", "2", "3");
    send("4", "5");
    pass(1);
    assertThat(notes.bodies).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
  }
}
