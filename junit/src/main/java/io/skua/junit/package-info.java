/** The embedded server as an extension of JUnit Jupiter. */
@NullMarked
package io.skua.junit;

import org.jspecify.annotations.NullMarked;
