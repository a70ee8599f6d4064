/** The push consumer behind the public one: its states, its parts, its end. */
@NullMarked
package io.skua.client.internal.consume.push;

import org.jspecify.annotations.NullMarked;
