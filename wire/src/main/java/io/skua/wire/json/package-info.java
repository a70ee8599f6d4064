/** The JSON dialect of the protocol: a streaming reader and writer. Knows nothing of the bodies. */
@NullMarked
package io.skua.wire.json;

import org.jspecify.annotations.NullMarked;
