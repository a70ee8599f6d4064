/** The few parts of the protocol that show in the public API. */
@NullMarked
package io.skua.remoting.protocol;

import org.jspecify.annotations.NullMarked;
