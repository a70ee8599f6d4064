/**
 * Time, threads, randomness and lifecycles. Production code reads no clock and makes no thread but
 * through the types here, so that a whole client and a whole server run in one test thread on
 * {@link io.skua.runtime.VirtualTime}.
 */
@NullMarked
package io.skua.runtime;

import org.jspecify.annotations.NullMarked;
