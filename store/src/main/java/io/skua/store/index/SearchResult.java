package io.skua.store.index;

/**
 * What a search has found.
 *
 * @param count number of records
 * @param records whole records, back to back, in the order of the log
 * @param lastTime store time of the last record in the index, in milliseconds since 1970; 0 without
 * @param lastOffset its log offset
 */
@SuppressWarnings("ArrayRecordComponent")
public record SearchResult(int count, byte[] records, long lastTime, long lastOffset) {}
