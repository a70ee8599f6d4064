package io.skua.client.internal.batch;

/**
 * When messages that gather are sent (protocol 6.21). The texts of what is refused are those of
 * 5.3.3. Thread-safe.
 */
public final class BatchSettings {
  private static final int LONGEST_DELAY = 30_000;
  private static final long MOST_BYTES = 2 * 1024 * 1024;

  private volatile boolean enabled;
  private volatile int maxDelayMillis = 10;
  private volatile long maxBytes = 32 * 1024;
  private volatile long totalMaxBytes = 32 * 1024 * 1024;

  /** Says whether messages gather at all. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Sets whether messages gather. */
  public void enable(boolean on) {
    enabled = on;
  }

  /** Returns how long a message waits for others at most, in milliseconds; 10 unless set. */
  public int maxDelayMillis() {
    return maxDelayMillis;
  }

  /** Sets how long a message waits for others at most, in milliseconds: 1 to 30000. */
  public void maxDelayMillis(int millis) {
    if (millis < 1 || millis > LONGEST_DELAY) {
      throw new IllegalArgumentException(
          "batchMaxDelayMs expect between 1ms and 30s, but get " + millis + "!");
    }
    maxDelayMillis = millis;
  }

  /** Returns from how many bytes of bodies on a batch is sent at once; 32 KiB unless set. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Sets from how many bytes of bodies on a batch is sent at once: 1 to 2 MiB. */
  public void maxBytes(long bytes) {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "batchMaxBytes expect between 1B and 2MB, but get " + bytes + "!");
    }
    maxBytes = bytes;
  }

  /** Returns the most bytes of bodies that gather or are under way; 32 MiB unless set. */
  public long totalMaxBytes() {
    return totalMaxBytes;
  }

  /** Sets the most bytes of bodies that gather or are under way. */
  public void totalMaxBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(
          "totalBatchMaxBytes must bigger then 0, but get " + bytes + "!");
    }
    totalMaxBytes = bytes;
  }
}
