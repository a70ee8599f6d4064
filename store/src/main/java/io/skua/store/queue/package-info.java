/** Consume queues: where in the log the messages of one queue are. */
@NullMarked
package io.skua.store.queue;

import org.jspecify.annotations.NullMarked;
