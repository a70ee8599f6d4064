/**
 * Connections and calls. {@link io.skua.net.Net} is the port to the network, with bytes and a loop
 * behind it; {@link io.skua.net.Link} makes frames, calls and deadlines out of one connection, and
 * {@link io.skua.net.Links} keeps one per address. Client and server use the same code. Retries and
 * addressing of brokers do not belong here.
 */
@NullMarked
package io.skua.net;

import org.jspecify.annotations.NullMarked;
