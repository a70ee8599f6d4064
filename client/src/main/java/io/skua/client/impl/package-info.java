/** Names that hooks of applications know from the inside of the RocketMQ client, and no more. */
@NullMarked
package io.skua.client.impl;

import org.jspecify.annotations.NullMarked;
