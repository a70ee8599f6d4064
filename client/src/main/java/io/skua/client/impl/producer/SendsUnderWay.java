package io.skua.client.impl.producer;

import io.skua.common.ThreadFactoryImpl;
import java.io.Serial;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * An executor that looks as if sends were its tasks. Tasks of others run as in any pool; its
 * threads end when they have nothing to do.
 */
final class SendsUnderWay extends ThreadPoolExecutor {
  private static final int KEEP_SECONDS = 1;

  SendsUnderWay(IntSupplier requests) {
    super(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().availableProcessors(),
        KEEP_SECONDS,
        TimeUnit.SECONDS,
        new Waiting(requests),
        new ThreadFactoryImpl("AsyncSenderExecutor_", true));
    allowCoreThreadTimeOut(true);
  }

  /** A queue of tasks that says it is longer, by the requests that wait for an answer. */
  private static final class Waiting extends LinkedBlockingQueue<Runnable> {
    @Serial private static final long serialVersionUID = 1;

    private final transient IntSupplier requests;

    Waiting(IntSupplier requests) {
      this.requests = requests;
    }

    @Override
    public int size() {
      return super.size() + requests.getAsInt();
    }

    // Of the tasks alone: threads end by it.
    @Override
    public boolean isEmpty() {
      return super.size() == 0;
    }
  }
}
