/** The port to the disk, its two implementations, and sequences of files of one length. */
@NullMarked
package io.skua.store.disk;

import org.jspecify.annotations.NullMarked;
