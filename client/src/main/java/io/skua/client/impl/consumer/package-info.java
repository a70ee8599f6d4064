/** What users of the RocketMQ client reach of the inside of a consumer. */
@NullMarked
package io.skua.client.impl.consumer;

import org.jspecify.annotations.NullMarked;
