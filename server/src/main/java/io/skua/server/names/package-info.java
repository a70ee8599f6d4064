/**
 * The name server: which brokers live where, and which topics they have (protocol section 3). Knows
 * nothing of messages.
 */
@NullMarked
package io.skua.server.names;

import org.jspecify.annotations.NullMarked;
