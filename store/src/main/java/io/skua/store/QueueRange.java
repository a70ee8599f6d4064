package io.skua.store;

/**
 * A queue and what is in it.
 *
 * @param topic name of the topic
 * @param queueId number of the queue
 * @param minOffset first queue offset that is kept
 * @param maxOffset queue offset behind the last message
 */
public record QueueRange(String topic, int queueId, long minOffset, long maxOffset) {}
