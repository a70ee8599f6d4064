/** Child JVMs and the ports they listen on. */
@NullMarked
package interop.process;

import org.jspecify.annotations.NullMarked;
