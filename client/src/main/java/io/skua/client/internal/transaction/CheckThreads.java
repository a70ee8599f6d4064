package io.skua.client.internal.transaction;

import io.skua.runtime.Workers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run the user's checks, and the limit of what may wait for them. Thread-safe. A
 * check that is refused is not lost: the broker asks again.
 */
public final class CheckThreads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CheckThreads.class);

  private final @Nullable ExecutorService users;
  private final Workers own;
  private final int limit;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Makes the threads.
   *
   * @param users the user's executor, or null; it is shut down at the end (protocol 6.16)
   * @param own what runs checks when the user has no executor; closed at the end
   * @param limit how many checks may wait for the own threads
   */
  public CheckThreads(@Nullable ExecutorService users, Workers own, int limit) {
    this.users = users;
    this.own = own;
    this.limit = limit;
  }

  /** Runs a check soon, or logs that it cannot. Does not wait. */
  public void execute(TransactionCheck check, Runnable task) {
    if (users == null && waiting.get() >= limit) {
      refused(check, "checkRequestHoldMax is " + limit + ", and as many wait", null);
      return;
    }
    waiting.incrementAndGet();
    try {
      (users == null ? own : users)
          .execute(
              () -> {
                waiting.decrementAndGet();
                task.run();
              });
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      refused(check, "the executor takes no more", e);
    }
  }

  private static void refused(TransactionCheck check, String why, @Nullable Throwable cause) {
    log.warn(
        "broker {} asks group {} about transaction {}, which is not looked at: {}; the broker will"
            + " ask again",
        check.broker(),
        check.group(),
        check.header().transactionId(),
        why,
        cause);
  }

  /** Takes no more checks. The own threads get a second to finish theirs. */
  @Override
  public void close() {
    if (users != null) {
      users.shutdown();
    }
    own.close();
  }
}
