package io.skua.store.index;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says of the index.
 *
 * @param sealedTime store time of the last record in the last full file that is durable, in
 *     milliseconds since 1970; 0 without one (Apache's indexMsgTimestamp)
 * @param next log offset before which every record's entries are durable; -1 when unknown
 * @param file name of the newest file then; 0 without one
 */
public record IndexMark(long sealedTime, long next, long file) {
  /** Nothing is known. */
  public static final IndexMark NONE = new IndexMark(0, -1, 0);

  /** Says whether it is known how far the index reached. */
  boolean known() {
    return next >= 0;
  }

  // Written out, as in the server's Registry.Member: what a record has of its own is linked when it
  // is first called, and that is in the start of a server.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IndexMark mark
        && sealedTime == mark.sealedTime
        && next == mark.next
        && file == mark.file;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sealedTime, next, file);
  }
}
