/** The messages in hand: what has been pulled from a queue and not been finished. */
@NullMarked
package io.skua.client.internal.consume.process;

import org.jspecify.annotations.NullMarked;
