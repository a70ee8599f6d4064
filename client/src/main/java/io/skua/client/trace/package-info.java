/** How the ways of messages are traced. */
@NullMarked
package io.skua.client.trace;

import org.jspecify.annotations.NullMarked;
