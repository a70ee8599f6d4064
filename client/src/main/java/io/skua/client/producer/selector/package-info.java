/** Stock ways to choose the queue of a message. */
@NullMarked
package io.skua.client.producer.selector;

import org.jspecify.annotations.NullMarked;
