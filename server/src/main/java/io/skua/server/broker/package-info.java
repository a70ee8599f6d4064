/**
 * What a broker knows besides its messages: topics, groups, clients, consumed offsets, parked
 * pulls, and where it is registered. The loop of the server owns all of it.
 */
@NullMarked
package io.skua.server.broker;

import org.jspecify.annotations.NullMarked;
