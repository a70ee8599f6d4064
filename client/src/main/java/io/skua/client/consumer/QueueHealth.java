package io.skua.client.consumer;

import io.skua.client.internal.consume.turn.QueueState;
import io.skua.common.message.MessageQueue;

/**
 * How a consumer's queue is doing. Where messages are popped the offsets are -1, as the broker
 * keeps them.
 *
 * @param queue with the topic as the servers know it; with the number -1 all queues of a broker,
 *     which are popped
 * @param nextOffset where the next pull begins; -1 before the first one
 * @param endOffset the offset behind the last message, as the broker last said; -1 before
 * @param committedOffset everything before it is done; -1 when nothing is known
 * @param messagesInHand how many messages are pulled or popped and not done
 * @param bytesInHand the bytes of their bodies
 * @param lastPullMillis when a pull or pop was last sent, in milliseconds since 1970; 0 for never
 * @param lastCallbackMillis when one was last answered, or failed, likewise
 * @param lastResult how that went, or what the queue waits for, in words
 * @param restarts how often the watchdog had to start the queue again
 */
public record QueueHealth(
    MessageQueue queue,
    long nextOffset,
    long endOffset,
    long committedOffset,
    int messagesInHand,
    long bytesInHand,
    long lastPullMillis,
    long lastCallbackMillis,
    String lastResult,
    int restarts) {
  static QueueHealth of(QueueState state) {
    return new QueueHealth(
        state.queue(),
        state.next(),
        state.end(),
        state.committed(),
        state.load().messages(),
        state.load().bytes(),
        state.lastPullMillis(),
        state.lastCallbackMillis(),
        state.lastResult(),
        state.restarts());
  }
}
