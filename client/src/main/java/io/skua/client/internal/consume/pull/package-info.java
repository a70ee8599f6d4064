/** Gets messages from brokers, one request at a time for each queue. */
@NullMarked
package io.skua.client.internal.consume.pull;

import org.jspecify.annotations.NullMarked;
