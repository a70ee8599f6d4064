package io.skua.store;

/**
 * What went in and out of a store since it was opened.
 *
 * @param appended messages
 * @param appendedBytes the bytes of their records
 * @param read messages that were handed out
 */
public record Counts(long appended, long appendedBytes, long read) {}
