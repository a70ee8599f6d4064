/** What consumers of all kinds are: members of a client instance that have queues. */
@NullMarked
package io.skua.client.internal.consume.member;

import org.jspecify.annotations.NullMarked;
