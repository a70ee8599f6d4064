/** What programs of clients have in common. */
@NullMarked
package io.skua.client.common;

import org.jspecify.annotations.NullMarked;
