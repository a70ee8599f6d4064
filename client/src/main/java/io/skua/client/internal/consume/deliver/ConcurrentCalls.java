package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.process.LazyMessage;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import io.skua.wire.body.ConsumeResult;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a concurrent listener, with messages as the application knows them. Thread-safe. */
public final class ConcurrentCalls {
  private static final Logger log = LoggerFactory.getLogger(ConcurrentCalls.class);

  private static final int DEFAULT_RECONSUME_TIMES = 16;

  private final PushSettings settings;
  private final ConcurrentListener listener;
  private final Clock clock;
  private final Unwrapping unwrapping;
  private volatile Stamp stamp = new Stamp(0, "0");

  /** A time as text: many batches begin within one millisecond. */
  private record Stamp(long millis, String text) {}

  /** Makes the calls of a consumer. */
  public ConcurrentCalls(PushSettings settings, ConcurrentListener listener, Clock clock) {
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.unwrapping = new Unwrapping(settings);
  }

  /** Returns how often a message may fail before it is a dead letter (protocol b 1.6). */
  public int reconsumeTimes() {
    int set = settings.maxReconsumeTimes();
    return set == -1 ? DEFAULT_RECONSUME_TIMES : set;
  }

  /** Has the listener consume a batch; never throws. On a thread for consumption. */
  public ConcurrentListener.Verdict consume(List<? extends LazyMessage> batch, MessageQueue queue) {
    List<MessageExt> messages;
    try {
      messages = unwrapping.messages(batch);
    } catch (RuntimeException e) {
      log.error(
          "a message of {} at offset {} or behind cannot be read; it is treated as one that the"
              + " listener has failed on",
          queue,
          batch.get(0).offset(),
          e);
      return new ConcurrentListener.Verdict(0, 0, e, false);
    }
    String now = now();
    for (MessageExt message : messages) {
      MessageAccessor.putProperty(message, MessageConst.PROPERTY_CONSUME_START_TIMESTAMP, now);
    }
    return listener.consume(messages, queue);
  }

  private String now() {
    long millis = clock.wallMillis();
    Stamp known = stamp;
    if (known.millis != millis) {
      known = new Stamp(millis, Long.toString(millis));
      stamp = known;
    }
    return known.text;
  }

  /**
   * Has the listener consume one message outside of the order of things; in the caller's thread.
   */
  ConsumeResult consumeNow(MessageExt message) {
    long start = clock.nanos();
    MessageQueue queue = Unwrapping.queueOf(message);
    ConcurrentListener.Verdict verdict =
        listener.consume(List.of(unwrapping.unwrap(message)), queue);
    Throwable thrown = verdict.thrown();
    String result =
        thrown != null
            ? "CR_THROW_EXCEPTION"
            : !verdict.answered()
                ? "CR_RETURN_NULL"
                : verdict.done() > 0 ? "CR_SUCCESS" : "CR_LATER";
    return new ConsumeResult(
        false,
        true,
        result,
        thrown == null ? null : thrown.toString(),
        Duration.ofNanos(clock.nanos() - start).toMillis());
  }
}
