/** How far a group has consumed, and where that is kept. */
@NullMarked
package io.skua.client.internal.consume.offset;

import org.jspecify.annotations.NullMarked;
