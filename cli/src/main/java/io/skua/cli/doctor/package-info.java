/**
 * Looks at a cluster from here: {@code Survey} asks, the classes named {@code ...Checks} judge what
 * came back as plain data, and what they find is printed elsewhere. Nothing is changed at a server.
 */
@NullMarked
package io.skua.cli.doctor;

import org.jspecify.annotations.NullMarked;
