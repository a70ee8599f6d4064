/** The part of the official client's copy of SLF4J that programs name, in front of SLF4J itself. */
@NullMarked
package io.skua.logging.org.slf4j;

import org.jspecify.annotations.NullMarked;
