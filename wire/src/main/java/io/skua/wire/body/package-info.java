/**
 * The JSON bodies: route, heartbeat, registration, cluster. Each is a record with {@code parse} and
 * {@code write}.
 */
@NullMarked
package io.skua.wire.body;

import org.jspecify.annotations.NullMarked;
