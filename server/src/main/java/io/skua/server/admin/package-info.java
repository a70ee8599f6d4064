/** What operators and their tools ask and change (protocol b 12), one class per kind of thing. */
@NullMarked
package io.skua.server.admin;

import org.jspecify.annotations.NullMarked;
