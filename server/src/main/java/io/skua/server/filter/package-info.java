/** Which messages a consumer gets: tags, and conditions on properties (protocol B 9). */
@NullMarked
package io.skua.server.filter;

import org.jspecify.annotations.NullMarked;
