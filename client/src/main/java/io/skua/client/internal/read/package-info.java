/** Reads a queue from an offset on, without being a consumer. */
@NullMarked
package io.skua.client.internal.read;

import org.jspecify.annotations.NullMarked;
