/** Settings of connections that programs know by this name; there is no Netty. */
@NullMarked
package io.skua.remoting.netty;

import org.jspecify.annotations.NullMarked;
