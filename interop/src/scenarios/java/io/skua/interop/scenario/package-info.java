/**
 * What users do with a producer, written once against the public API and compiled for both clients:
 * as it is for Skua, and with the root package changed at build time for Apache.
 */
@NullMarked
package io.skua.interop.scenario;

import org.jspecify.annotations.NullMarked;
