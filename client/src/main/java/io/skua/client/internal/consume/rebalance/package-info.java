/** Which queues are ours, and how they come and go. */
@NullMarked
package io.skua.client.internal.consume.rebalance;

import org.jspecify.annotations.NullMarked;
