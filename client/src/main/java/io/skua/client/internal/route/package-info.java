/**
 * Where topics live: what the name servers said, as immutable snapshots, and what a sender makes of
 * it.
 */
@NullMarked
package io.skua.client.internal.route;

import org.jspecify.annotations.NullMarked;
