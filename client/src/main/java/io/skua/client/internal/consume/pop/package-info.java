/**
 * Messages that brokers lend for a while, whoever asks, instead of giving queues away (protocol b
 * 7): asked for, consumed, and confirmed or put off one by one.
 */
@NullMarked
package io.skua.client.internal.consume.pop;

import org.jspecify.annotations.NullMarked;
