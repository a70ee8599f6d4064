package io.skua.runtime;

import java.io.File;
import java.io.IOException;

/** The id of this process. */
public final class ProcessId {
  private static final File SELF = new File("/proc/self");

  private ProcessId() {}

  /**
   * Returns the id of this process. Linux is asked by itself: a {@link ProcessHandle} brings a pool
   * of threads and the first lambdas of the process with it, and every client asks at its start.
   */
  public static long current() {
    if (SELF.exists()) {
      try {
        return Long.parseLong(SELF.getCanonicalFile().getName());
      } catch (IOException | NumberFormatException e) {
        // Not the /proc of Linux: the handle knows.
      }
    }
    return ProcessHandle.current().pid();
  }
}
