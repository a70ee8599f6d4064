/** Skua's server as a process: what a kill leaves behind, and who else opens its directory. */
@NullMarked
package interop.skua;

import org.jspecify.annotations.NullMarked;
