/** The real Apache RocketMQ name server and broker as fixtures. */
@NullMarked
package interop.apache;

import org.jspecify.annotations.NullMarked;
