/** What clients tell brokers of themselves. */
@NullMarked
package io.skua.remoting.protocol.heartbeat;

import org.jspecify.annotations.NullMarked;
