package io.skua.client.internal.consume.process;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much all queues of a consumer have in hand together. Thread-safe. */
public final class HandLimit {
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Counts messages that have come, or with negative numbers that have gone. */
  public void add(int moreMessages, long moreBytes) {
    messages.addAndGet(moreMessages);
    bytes.addAndGet(moreBytes);
  }

  /** Returns the number of messages. */
  public int messages() {
    return messages.get();
  }

  /** Returns the bytes of their bodies as they came. */
  public long bytes() {
    return bytes.get();
  }

  /** Says whether as much is in hand as a limit allows; a limit that is not positive is none. */
  public boolean reached(int mostMessages, long mostBytes) {
    return (mostMessages > 0 && messages() >= mostMessages)
        || (mostBytes > 0 && bytes() >= mostBytes);
  }
}
