/** The network of JDK NIO. The only package with sockets and selectors. */
@NullMarked
package io.skua.net.nio;

import org.jspecify.annotations.NullMarked;
