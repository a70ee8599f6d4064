package io.skua.client.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.runtime.Loop;
import io.skua.runtime.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private final VirtualTime time = new VirtualTime();
  private final Loop loop = time.loop("loop");
  private final Handover handover = new Handover(loop);
  private final List<String> ran = new ArrayList<>();

  private Handover.Task task(String name, Runnable work) {
    return new Handover.Task() {
      @Override
      public Executor executor() {
        return Runnable::run;
      }

      @Override
      public void run() {
        ran.add(name);
        work.run();
      }
    };
  }

  @Test
  void a_callback_that_brings_about_another_one_loses_none() {
    loop.execute(
        () -> {
          handover.hand(task("a", () -> handover.hand(task("c", () -> {}))));
          handover.hand(task("b", () -> {}));
        });
    time.settle();
    assertThat(ran).containsExactly("a", "b", "c");
  }
}
