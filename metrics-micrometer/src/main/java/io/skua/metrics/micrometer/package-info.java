/** A client's work as meters of Micrometer. */
@NullMarked
package io.skua.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
