/** Request codes, response codes and versions, as numbers. */
@NullMarked
package io.skua.wire.code;

import org.jspecify.annotations.NullMarked;
