/** What an application implements to be handed messages. */
@NullMarked
package io.skua.client.consumer.listener;

import org.jspecify.annotations.NullMarked;
