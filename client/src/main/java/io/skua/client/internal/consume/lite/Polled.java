package io.skua.client.internal.consume.lite;

import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.List;

/**
 * What a poll brought.
 *
 * @param queue where the messages are from, as the servers know it
 * @param messages in order, with the topic as the application knows it
 */
public record Polled(MessageQueue queue, List<MessageExt> messages) {}
