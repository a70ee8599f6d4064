/** The hooks that turn what a client does into traces. */
@NullMarked
package io.skua.client.trace.hook;

import org.jspecify.annotations.NullMarked;
