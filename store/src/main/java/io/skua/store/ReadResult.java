package io.skua.store;

/**
 * What a read of a queue found.
 *
 * @param status what it found
 * @param nextBeginOffset queue offset at which to go on
 * @param minOffset first queue offset that is kept
 * @param maxOffset queue offset behind the last message
 * @param count number of records
 * @param records whole records, back to back; empty unless FOUND
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReadResult(
    ReadStatus status,
    long nextBeginOffset,
    long minOffset,
    long maxOffset,
    int count,
    byte[] records) {}
