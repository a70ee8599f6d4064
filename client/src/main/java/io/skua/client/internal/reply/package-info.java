/** Requests that wait for the reply of another application. */
@NullMarked
package io.skua.client.internal.reply;

import org.jspecify.annotations.NullMarked;
