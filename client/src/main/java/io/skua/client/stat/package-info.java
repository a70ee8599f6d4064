/** What programs count of their consuming. */
@NullMarked
package io.skua.client.stat;

import org.jspecify.annotations.NullMarked;
