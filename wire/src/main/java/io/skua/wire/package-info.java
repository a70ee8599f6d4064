/**
 * The RocketMQ remoting protocol as values: bytes in, bytes out. No thread, no clock, no socket, no
 * dependency but the JDK.
 */
@NullMarked
package io.skua.wire;

import org.jspecify.annotations.NullMarked;
