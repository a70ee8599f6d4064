package io.skua.client.metrics;

import io.skua.client.producer.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * How a send ended. Immutable.
 *
 * @param manner how it was sent
 * @param group the producer group
 * @param topic the topic as the application knows it
 * @param broker the name of the broker that answered or that was tried last; null when none was
 *     tried, or when that is not known, as for a send that nobody answers
 * @param attempts how often it was tried, with the last one; 0 when no broker was tried
 * @param nanos from the call of the producer to the end, in nanoseconds
 * @param bodyBytes what was transmitted as body, after compression; 0 when it was not encoded
 * @param result where the message is; null when the send failed, or when nobody answers
 * @param failure what the caller is told, with its type; null when the send did not fail
 */
public record SendReport(
    SendManner manner,
    String group,
    String topic,
    @Nullable String broker,
    int attempts,
    long nanos,
    int bodyBytes,
    @Nullable SendResult result,
    @Nullable Throwable failure) {}
