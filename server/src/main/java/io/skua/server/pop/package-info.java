/**
 * Pop: messages are lent to whoever asks, for a while, and come again unless they are confirmed
 * (protocol b 7). What is lent, how it comes again, and who waits. The requests are in {@code
 * server.handler}.
 */
@NullMarked
package io.skua.server.pop;

import org.jspecify.annotations.NullMarked;
