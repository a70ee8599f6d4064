/** Checked failures of client calls: refused by this client, or by a broker. */
@NullMarked
package io.skua.client.exception;

import org.jspecify.annotations.NullMarked;
