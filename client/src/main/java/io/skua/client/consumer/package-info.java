/** Receiving messages: consumers, and the choice of the queues that each of them reads. */
@NullMarked
package io.skua.client.consumer;

import org.jspecify.annotations.NullMarked;
