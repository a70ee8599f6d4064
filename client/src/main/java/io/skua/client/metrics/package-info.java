/** What a client tells of its work, for metrics and tracing. */
@NullMarked
package io.skua.client.metrics;

import org.jspecify.annotations.NullMarked;
