/**
 * One send, from an encoded message to its outcome: choice of the queue, attempts, faults. Knows
 * nothing of the public API's three manners and of its exceptions.
 */
@NullMarked
package io.skua.client.internal.send;

import org.jspecify.annotations.NullMarked;
