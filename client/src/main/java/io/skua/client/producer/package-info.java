/** Sending messages: the producer, its results, and the choice of a queue. */
@NullMarked
package io.skua.client.producer;

import org.jspecify.annotations.NullMarked;
