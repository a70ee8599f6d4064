/** Configuration files that survive a crash while they are written. */
@NullMarked
package io.skua.store.config;

import org.jspecify.annotations.NullMarked;
