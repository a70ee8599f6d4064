/**
 * The message as stored and pulled, batch bodies, properties and ids (protocol sections 4 and 5).
 */
@NullMarked
package io.skua.wire.message;

import org.jspecify.annotations.NullMarked;
