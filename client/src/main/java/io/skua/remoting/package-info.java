/** What stands between a client and its connections. */
@NullMarked
package io.skua.remoting;

import org.jspecify.annotations.NullMarked;
