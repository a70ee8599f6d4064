/**
 * Transactions on the broker: half messages, how they end, and asking producers for the end that
 * never came. Everything is kept in two queues in Apache RocketMQ's format, and what is in memory
 * can be made again from them. The loop of the server owns all of it.
 */
@NullMarked
package io.skua.server.transaction;

import org.jspecify.annotations.NullMarked;
