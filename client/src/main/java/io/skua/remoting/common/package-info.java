/** What user code knows of the transport. */
@NullMarked
package io.skua.remoting.common;

import org.jspecify.annotations.NullMarked;
