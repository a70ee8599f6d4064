/** One queue's turns at the pull service, however its messages are fetched. */
@NullMarked
package io.skua.client.internal.consume.turn;

import org.jspecify.annotations.NullMarked;
