package io.skua.client.consumer.listener;

/**
 * Takes messages: either a {@link MessageListenerConcurrently} or a {@link MessageListenerOrderly}.
 */
public interface MessageListener {}
