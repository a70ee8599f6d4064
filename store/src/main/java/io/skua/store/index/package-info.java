/** Messages by key: index files, what keeps them in step with the log, and the search in them. */
@NullMarked
package io.skua.store.index;

import org.jspecify.annotations.NullMarked;
