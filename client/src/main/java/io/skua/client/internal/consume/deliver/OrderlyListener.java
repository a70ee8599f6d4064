package io.skua.client.internal.consume.deliver;

import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's listener for queues in order, with its hooks, as the delivery sees it. */
@FunctionalInterface
public interface OrderlyListener {
  /** What the listener returned; no status and an exception are {@link #SUSPEND}. */
  enum Status {
    SUCCESS,
    COMMIT,
    ROLLBACK,
    SUSPEND
  }

  /**
   * What became of a batch.
   *
   * @param autoCommit whether a success is committed without more
   * @param suspendMillis how long the queue is to rest; -1 for as long as it is set to
   * @param thrown what the listener threw, or null
   * @param answered whether it returned a status
   */
  record Verdict(
      Status status,
      boolean autoCommit,
      long suspendMillis,
      @Nullable Throwable thrown,
      boolean answered) {}

  /** Consumes a batch, in order of offsets; never throws. On a thread for consumption. */
  Verdict consume(List<MessageExt> messages, MessageQueue queue);
}
