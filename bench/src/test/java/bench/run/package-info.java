/** Starts servers and measured processes, in turns. */
@NullMarked
package bench.run;

import org.jspecify.annotations.NullMarked;
