package io.skua.cli;

import io.skua.runtime.Threads;
import java.util.function.IntSupplier;

/**
 * Runs when the process is told to end, by Ctrl-C or SIGTERM, and decides the exit code; else the
 * virtual machine would say 130 or 143, and a server that was stopped as it should be would look
 * like one that failed. Installed and removed by the thread of the command.
 */
final class StopHook implements AutoCloseable {
  private final Thread hook;

  /**
   * Installs a hook.
   *
   * @param stop ends what runs, bounded in time, and returns the exit code
   */
  StopHook(IntSupplier stop) {
    hook = Threads.daemon("skua-stop", () -> Runtime.getRuntime().halt(stop.getAsInt()));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says whether the process is being told to end; what fails then fails because of it. */
  boolean stopping() {
    return hook.getState() != Thread.State.NEW;
  }

  /** Removes the hook, unless it runs already: then it has the last word. */
  @Override
  public void close() {
    if (!stopping()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
