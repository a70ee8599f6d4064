/**
 * What the producers and consumers of one client id share: connections, routes, heartbeats, timers.
 */
@NullMarked
package io.skua.client.internal.instance;

import org.jspecify.annotations.NullMarked;
