/** Which client of a group consumes which queues, when the broker decides (protocol b 3.5). */
@NullMarked
package io.skua.server.assignment;

import org.jspecify.annotations.NullMarked;
