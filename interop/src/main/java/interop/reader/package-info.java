/** Reads routes and stored messages over a plain socket, independent of both clients under test. */
@NullMarked
package interop.reader;

import org.jspecify.annotations.NullMarked;
