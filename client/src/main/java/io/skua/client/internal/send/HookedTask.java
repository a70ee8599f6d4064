package io.skua.client.internal.send;

import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.internal.route.PublishView;
import io.skua.net.Address;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A send with hooks around each attempt. What happens from an answer to the next request, or to the
 * end, leaves the loop for the threads of the hooks; it is still one step at a time.
 */
final class HookedTask extends SendTask {
  private final AttemptHooks hooks;

  HookedTask(
      SendPipeline pipeline,
      Outgoing message,
      SendPlan plan,
      SendPlan.@Nullable QueueChoice choice,
      long start,
      long timeoutMillis,
      Consumer<Outcome> end,
      AttemptHooks hooks) {
    super(pipeline, message, plan, choice, start, timeoutMillis, end);
    this.hooks = hooks;
  }

  @Override
  void attemptTo(PublishView.Queue chosen) {
    hooks.execute(() -> prepare(chosen));
  }

  private void prepare(PublishView.Queue chosen) {
    try {
      Address address = address(chosen);
      message = hooks.before(message, chosen, address);
    } catch (MQClientException veto) {
      forbidden(veto);
      return;
    } catch (IllegalArgumentException e) {
      finish(new Outcome.Broken(e)); // There is no port for senders.
      return;
    }
    if (isLate()) {
      add(SendAttempt.Phase.WRITE, "hooks took the time that was left");
      ended(failed(Outcome.Reason.TIMED_OUT, null, null), false);
    } else {
      super.attemptTo(chosen);
    }
  }

  @Override
  void ended(Outcome outcome, boolean another) {
    hooks.execute(
        () -> {
          hooks.after(outcome);
          super.ended(outcome, another);
        });
  }
}
