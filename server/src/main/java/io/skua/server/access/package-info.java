/**
 * Who may do what: users, their permissions, and what each request needs (protocol b 13.3). The
 * loop of the server owns all of it.
 */
@NullMarked
package io.skua.server.access;

import org.jspecify.annotations.NullMarked;
