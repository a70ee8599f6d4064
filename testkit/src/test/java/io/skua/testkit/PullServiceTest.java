package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.PullService;
import io.skua.client.internal.consume.RebalanceService;
import io.skua.runtime.Cancellable;
import io.skua.runtime.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullServiceTest {
  private record Turn(String name, Mode mode) implements MessageRequest {}

  private final VirtualTime time = new VirtualTime();
  private final PullService service = new PullService(time.loop("client"));
  private final List<String> pulled = new ArrayList<>();
  private final List<String> popped = new ArrayList<>();

  private void handlers() {
    service.handler(MessageRequest.Mode.PULL, request -> pulled.add(((Turn) request).name()));
    service.handler(MessageRequest.Mode.POP, request -> popped.add(((Turn) request).name()));
  }

  private static Turn pull(String name) {
    return new Turn(name, MessageRequest.Mode.PULL);
  }

  private static Turn pop(String name) {
    return new Turn(name, MessageRequest.Mode.POP);
  }

  @Test
  void each_request_goes_to_the_handler_of_its_mode_in_order() {
    handlers();
    service.submit(pull("1"));
    service.submit(pop("2"));
    service.submit(pull("3"));
    service.submit(pop("4"));
    time.settle();
    assertThat(pulled).containsExactly("1", "3");
    assertThat(popped).containsExactly("2", "4");
  }

  @Test
  void requests_wait_for_a_handler() {
    service.submit(pull("1"));
    service.submit(pull("2"));
    time.settle();
    handlers();
    time.settle();
    assertThat(pulled).containsExactly("1", "2");
  }

  @Test
  void a_mode_without_a_handler_does_not_hold_up_the_other_mode() {
    service.handler(MessageRequest.Mode.PULL, request -> pulled.add(((Turn) request).name()));
    service.submit(pop("1"));
    service.submit(pull("2"));
    time.settle();
    assertThat(pulled).containsExactly("2");
    service.handler(MessageRequest.Mode.POP, request -> popped.add(((Turn) request).name()));
    time.settle();
    assertThat(popped).containsExactly("1");
  }

  @Test
  void a_request_may_come_later_or_be_taken_back() {
    handlers();
    service.submitLater(pull("late"), Duration.ofSeconds(3));
    Cancellable other = service.submitLater(pull("never"), Duration.ofSeconds(3));
    other.cancel();
    time.advance(Duration.ofMillis(2_999));
    assertThat(pulled).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(pulled).containsExactly("late");
  }

  @Test
  void a_handler_that_puts_its_request_back_gives_the_others_their_turn() {
    List<String> turns = new ArrayList<>();
    service.handler(
        MessageRequest.Mode.PULL,
        request -> {
          turns.add(((Turn) request).name());
          if (turns.size() < 6) {
            service.submit(request);
          }
        });
    service.submit(pull("1"));
    service.submit(pull("2"));
    time.settle();
    assertThat(turns).startsWith("1", "2", "1", "2", "1", "2");
  }

  @Test
  void nothing_is_handled_after_the_stop() {
    handlers();
    service.submit(pull("1"));
    service.stop();
    service.submit(pull("2"));
    service.submitLater(pull("3"), Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(2));
    assertThat(pulled).isEmpty();
  }

  @Test
  void a_handler_that_throws_does_not_stop_the_service() {
    service.handler(
        MessageRequest.Mode.PULL,
        request -> {
          pulled.add(((Turn) request).name());
          throw new IllegalStateException("handler");
        });
    service.submit(pull("1"));
    service.submit(pull("2"));
    assertThatThrownBy(time::settle).hasRootCauseMessage("handler");
    assertThat(pulled).containsExactly("1", "2");
  }

  @Test
  void rebalancing_ends_with_the_stop() {
    List<Integer> turns = new ArrayList<>();
    RebalanceService rebalance =
        new RebalanceService(time.loop("x"), Duration.ofSeconds(20), () -> turns.add(1));
    rebalance.start();
    time.advance(Duration.ofSeconds(19));
    assertThat(turns).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(turns).hasSize(1);
    rebalance.stop();
    time.advance(Duration.ofHours(1));
    assertThat(turns).hasSize(1);
  }
}
