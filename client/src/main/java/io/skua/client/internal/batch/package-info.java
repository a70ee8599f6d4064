/** Messages that gather into batches by themselves. */
@NullMarked
package io.skua.client.internal.batch;

import org.jspecify.annotations.NullMarked;
