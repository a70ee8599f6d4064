/** What is done to every request of a client: hooks, and the fields that settings ask for. */
@NullMarked
package io.skua.client.internal.rpc;

import org.jspecify.annotations.NullMarked;
