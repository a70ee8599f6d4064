package io.skua.store;

/** What became of the append of a batch. */
public final class BatchResult {
  private final AppendResult whole;
  private final long[] logOffsets;

  BatchResult(AppendResult whole, long... logOffsets) {
    this.whole = whole;
    this.logOffsets = logOffsets;
  }

  /** Returns the first message's places with the size of all records together. */
  public AppendResult whole() {
    return whole;
  }

  /** Returns how many messages were appended: all or none. */
  public int count() {
    return logOffsets.length;
  }

  /** Returns the log offset of one message; its queue offset is the first one's plus its index. */
  public long logOffset(int index) {
    return logOffsets[index];
  }
}
