package io.skua.client.internal.consume.deliver;

import org.jspecify.annotations.Nullable;

/**
 * What a listener made of a message that somebody wanted to be consumed at once (protocol b 8,
 * 309).
 *
 * @param result {@code CR_SUCCESS}, {@code CR_LATER} and so on
 * @param remark the exception, or null
 */
public record DirectResult(
    String result, boolean autoCommit, boolean order, @Nullable String remark, long millis) {}
