/** Messages to listeners, and what comes of them: done, given back, or tried again. */
@NullMarked
package io.skua.client.internal.consume.deliver;

import org.jspecify.annotations.NullMarked;
