/** Attributes of topics. */
@NullMarked
package io.skua.common.attribute;

import org.jspecify.annotations.NullMarked;
