package io.skua.client.internal.send;

import io.skua.net.Address;
import io.skua.runtime.Cancellable;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetMaxOffset;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks brokers that could not be reached whether they are back (protocol 6.9): by the offset of a
 * queue, which every broker answers. While there is a detector, such a broker is not taken for
 * available before it has answered. All of it happens on the loop.
 */
public final class Detector implements Runnable, Cancellable {
  private final SendPipeline pipeline;
  private final Set<String> topics;
  private final Supplier<Duration> timeout;
  private final Cancellable timer;

  /**
   * Starts to detect.
   *
   * @param topics the questions are for one of them
   * @param interval between two questions to one broker
   * @param timeout of a question, asked for before each
   */
  public Detector(
      SendPipeline pipeline, Set<String> topics, Duration interval, Supplier<Duration> timeout) {
    this.pipeline = pipeline;
    this.topics = topics;
    this.timeout = timeout;
    pipeline.faults.detected(true);
    this.timer = pipeline.loop.every(interval, interval, this);
  }

  @Override
  public void run() {
    for (String broker : pipeline.faults.unreachable()) {
      Address master = pipeline.routes.table().master(broker);
      if (master == null) {
        pipeline.faults.forget(broker);
      } else {
        ask(broker, master);
      }
    }
  }

  private void ask(String broker, Address master) {
    if (topics.isEmpty()) {
      return;
    }
    GetMaxOffset question = new GetMaxOffset(topics.iterator().next(), 0, true, broker);
    Frame request = Frame.request(RequestCode.GET_MAX_OFFSET, GetMaxOffset.WIRE, question);
    // A refusal is an answer, too: of a user who may not ask, say.
    pipeline
        .links
        .call(master, request, timeout.get(), Frame::code)
        .thenAccept(code -> pipeline.faults.answered(broker));
  }

  /** Ends it: what is known to be unreachable is judged by its penalty again. Call it once. */
  @Override
  public void cancel() {
    timer.cancel();
    pipeline.faults.detected(false);
  }
}
