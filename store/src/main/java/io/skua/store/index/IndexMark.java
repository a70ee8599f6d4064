package io.skua.store.index;

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
}
