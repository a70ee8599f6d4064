/** What operators read and change of the settings of a running server. */
@NullMarked
package io.skua.server.config;

import org.jspecify.annotations.NullMarked;
