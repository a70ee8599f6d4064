/**
 * A client's side of transactions below the public API: what brokers ask, and what they are told.
 */
@NullMarked
package io.skua.client.internal.transaction;

import org.jspecify.annotations.NullMarked;
