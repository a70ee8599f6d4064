package io.skua.cli;

import io.skua.runtime.SystemPlatform;
import io.skua.runtime.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.slf4j.LoggerFactory;

/**
 * Runs when the process is told to end, by Ctrl-C or SIGTERM, and decides the exit code; else the
 * virtual machine would say 130 or 143, and a server that was stopped as it should be would look
 * like one that failed. Installed and removed by the thread of the command.
 */
final class StopHook implements AutoCloseable {
  /** The command's thread may have something to clean up, a start that was cut off for one. */
  private static final Duration LEAVING = Duration.ofSeconds(2);

  private final Thread hook;
  private final CompletableFuture<Void> left = new CompletableFuture<>();

  /**
   * Installs a hook.
   *
   * @param stop ends what runs, bounded in time, and returns the exit code
   */
  StopHook(IntSupplier stop) {
    hook = Threads.daemon("skua-stop", () -> end(stop));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(IntSupplier stop) {
    int code = stop.getAsInt();
    try {
      SystemPlatform.INSTANCE.await(left, LEAVING);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      LoggerFactory.getLogger(StopHook.class).warn("the command did not end by itself", e);
    }
    Runtime.getRuntime().halt(code);
  }

  /** Says whether the process is being told to end; what fails then fails because of it. */
  boolean stopping() {
    return hook.getState() != Thread.State.NEW;
  }

  /** Removes the hook, unless it runs already: then it has the last word. */
  @Override
  public void close() {
    left.complete(null);
    if (!stopping()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
