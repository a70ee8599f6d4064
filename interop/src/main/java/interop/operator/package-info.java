/** The operator of a cluster: topics, and stand-ins for brokers, over plain sockets. */
@NullMarked
package interop.operator;

import org.jspecify.annotations.NullMarked;
