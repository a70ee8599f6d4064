/** Small types and well-known names that every part of the public API uses. */
@NullMarked
package io.skua.common;

import org.jspecify.annotations.NullMarked;
