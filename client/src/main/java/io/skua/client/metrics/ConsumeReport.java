package io.skua.client.metrics;

import io.skua.client.consumer.listener.ConsumeReturnType;
import org.jspecify.annotations.Nullable;

/**
 * How a listener for messages dealt with a batch. Immutable.
 *
 * @param group the consumer group
 * @param topic the topic as the application knows it; for a message that comes again, its own
 * @param broker the name of the broker that the batch came from
 * @param messages how many there were
 * @param oldestMillis how long ago the oldest was stored when the listener began, in milliseconds,
 *     as far as the clocks agree
 * @param nanos how long the listener had them, in nanoseconds
 * @param result in the known words
 * @param failure what the listener threw; null when it returned
 */
public record ConsumeReport(
    String group,
    String topic,
    String broker,
    int messages,
    long oldestMillis,
    long nanos,
    ConsumeReturnType result,
    @Nullable Throwable failure) {}
