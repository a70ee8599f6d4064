/** Real sockets to real servers through a proxy that makes them suffer. */
@NullMarked
package interop.chaos;

import org.jspecify.annotations.NullMarked;
