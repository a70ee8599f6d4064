/**
 * Fixtures for our own tests: the network as a loopback on virtual time, and scripted servers on
 * it. Never a runtime dependency of anything.
 */
@NullMarked
package io.skua.testkit;

import org.jspecify.annotations.NullMarked;
