package io.skua.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of an append. Unless the status is OK the numbers are 0.
 *
 * @param status what became of it
 * @param logOffset place of the (first) record in the log
 * @param queueOffset place of the (first) message in its queue
 * @param size bytes of the record, or of all records of a batch
 * @param storeTimestamp wall time in milliseconds in the record
 * @param reason text for people when the status is not OK
 */
public record AppendResult(
    PutStatus status,
    long logOffset,
    long queueOffset,
    int size,
    long storeTimestamp,
    @Nullable String reason) {
  static AppendResult refused(PutStatus status, String reason) {
    return new AppendResult(status, 0, 0, 0, 0, reason);
  }

  /** Says whether the message has its place. */
  public boolean ok() {
    return status == PutStatus.OK;
  }

  /** Returns the log offset behind the record, for {@link MessageStore#whenStored}. */
  public long logEnd() {
    return logOffset + size;
  }
}
