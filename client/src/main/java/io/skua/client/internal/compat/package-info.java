/** Outcomes as the exceptions that users of the public API know. */
@NullMarked
package io.skua.client.internal.compat;

import org.jspecify.annotations.NullMarked;
