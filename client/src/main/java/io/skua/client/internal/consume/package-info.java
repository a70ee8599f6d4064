/**
 * Where pulling and rebalancing are driven from; what is done with a request is the consumers'
 * concern.
 */
@NullMarked
package io.skua.client.internal.consume;

import org.jspecify.annotations.NullMarked;
