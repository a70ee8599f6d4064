package io.skua.client.internal.consume.turn;

import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageQueue;

/**
 * How a queue is doing at one moment. The client knows offsets, and locks, of a queue that it pulls
 * only.
 *
 * @param queue with the number -1, when all queues of a broker are popped
 * @param next where the next pull begins; -1 before the first one
 * @param end the offset behind the last message, as of the last answer; -1 before
 * @param committed the offset that is committed, or will be within seconds; -1 for none
 * @param lastPullMillis when a pull or pop was last sent, in milliseconds since 1970; 0 for never
 * @param lastCallbackMillis when one was last answered, likewise
 * @param lastResult how that went, in words
 * @param restarts how often the watchdog has found the queue asleep
 */
public record QueueState(
    MessageQueue queue,
    MessageRequest.Mode mode,
    ProcessQueue.Load load,
    long next,
    long end,
    long committed,
    boolean locked,
    long lastLockMillis,
    long lastPullMillis,
    long lastCallbackMillis,
    long lastConsumeMillis,
    String lastResult,
    int restarts) {}
