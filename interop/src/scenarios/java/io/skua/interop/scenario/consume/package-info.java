/**
 * What users do with a consumer, written once against the public API and compiled for both clients:
 * as it is for Skua, and with the root package changed at build time for Apache.
 */
@NullMarked
package io.skua.interop.scenario.consume;

import org.jspecify.annotations.NullMarked;
