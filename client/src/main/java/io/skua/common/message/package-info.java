/** Messages, queues and property names. Plain data: nothing here talks to a server. */
@NullMarked
package io.skua.common.message;

import org.jspecify.annotations.NullMarked;
