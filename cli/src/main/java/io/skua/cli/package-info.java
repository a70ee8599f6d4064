/**
 * The command line: one class per command, which parses its options and says what came of it. What
 * is done is the client's and the server's.
 */
@NullMarked
package io.skua.cli;

import org.jspecify.annotations.NullMarked;
