/** One class per request of the broker. All run on the loop of the server. */
@NullMarked
package io.skua.server.handler;

import org.jspecify.annotations.NullMarked;
