/** Sends as spans of OpenTelemetry. */
@NullMarked
package io.skua.tracing.opentelemetry;

import org.jspecify.annotations.NullMarked;
