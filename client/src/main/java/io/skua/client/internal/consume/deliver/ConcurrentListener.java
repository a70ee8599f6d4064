package io.skua.client.internal.consume.deliver;

import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's listener, with its hooks, as the delivery sees it. */
@FunctionalInterface
public interface ConcurrentListener {
  /**
   * What became of a batch.
   *
   * @param done how many messages, from the first on, are done; the others are given back
   * @param delayLevel when those are to come again: 0, the broker chooses; negative, never
   * @param thrown what the listener threw, or null
   * @param answered whether it returned a status
   */
  record Verdict(int done, int delayLevel, @Nullable Throwable thrown, boolean answered) {}

  /** Consumes a batch, in order of offsets; never throws. On a thread for consumption. */
  Verdict consume(List<MessageExt> messages, MessageQueue queue);
}
