/** The brokers' locks of queues, which orderly consumption needs. */
@NullMarked
package io.skua.client.internal.consume.lock;

import org.jspecify.annotations.NullMarked;
