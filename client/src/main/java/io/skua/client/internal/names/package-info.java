/** Which name servers there are, and which one is asked. Knows nothing of what is asked. */
@NullMarked
package io.skua.client.internal.names;

import org.jspecify.annotations.NullMarked;
