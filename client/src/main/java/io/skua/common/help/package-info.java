/** Pointers to further reading that error texts carry. */
@NullMarked
package io.skua.common.help;

import org.jspecify.annotations.NullMarked;
