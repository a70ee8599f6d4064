/** The frame: length, header in one of two forms, body (protocol section 1). */
@NullMarked
package io.skua.wire.frame;

import org.jspecify.annotations.NullMarked;
