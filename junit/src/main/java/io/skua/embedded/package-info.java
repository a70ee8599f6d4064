/** A server in the process of a test, with time that can be moved; needs no test framework. */
@NullMarked
package io.skua.embedded;

import org.jspecify.annotations.NullMarked;
