/** A cluster of several processes whose servers are killed under load and come back. */
@NullMarked
package interop.cluster;

import org.jspecify.annotations.NullMarked;
