/** The eight cells, what of them exists, and the test that runs every scenario in every cell. */
@NullMarked
package interop.matrix;

import org.jspecify.annotations.NullMarked;
