/** Choosing messages by what they say about themselves. */
@NullMarked
package io.skua.common.filter;

import org.jspecify.annotations.NullMarked;
