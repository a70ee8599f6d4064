/** What users of the RocketMQ client reach of a client instance. */
@NullMarked
package io.skua.client.impl.factory;

import org.jspecify.annotations.NullMarked;
