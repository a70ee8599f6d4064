/** Clients for the tests of code that needs no server. */
@NullMarked
package io.skua.mock;

import org.jspecify.annotations.NullMarked;
