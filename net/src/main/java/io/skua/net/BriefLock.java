package io.skua.net;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for a microsecond at a time. Who finds it taken turns for about as long
 * before parking, which would cost two threads a system call each and a switch.
 */
final class BriefLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;
  private static final int TURNS = 64;

  @Override
  public void lock() {
    for (int turn = 0; turn < TURNS; turn++) {
      if (tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    super.lock();
  }
}
