/**
 * What scenarios and tests share: neutral values that name no client. The root package is not that
 * of either client, so that the change of root package in the scenarios leaves it alone.
 */
@NullMarked
package interop.harness;

import org.jspecify.annotations.NullMarked;
