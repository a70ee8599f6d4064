/**
 * Messages that are delivered later: they are parked in a topic of the system's until their time
 * has come.
 */
@NullMarked
package io.skua.server.delay;

import org.jspecify.annotations.NullMarked;
