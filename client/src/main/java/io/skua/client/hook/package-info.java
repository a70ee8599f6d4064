/** What applications hang into a client to see, change or forbid what it sends. */
@NullMarked
package io.skua.client.hook;

import org.jspecify.annotations.NullMarked;
