/** The consumer that is polled: which queues it has chosen, and what waits to be polled. */
@NullMarked
package io.skua.client.internal.consume.lite;

import org.jspecify.annotations.NullMarked;
