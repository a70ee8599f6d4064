/** The known ways to share the queues of a topic among the clients of a group (protocol B 3.3). */
@NullMarked
package io.skua.client.consumer.rebalance;

import org.jspecify.annotations.NullMarked;
