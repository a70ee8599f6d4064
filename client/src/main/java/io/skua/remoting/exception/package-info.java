/** Checked failures of the transport: nothing was said about the message by any broker. */
@NullMarked
package io.skua.remoting.exception;

import org.jspecify.annotations.NullMarked;
