/** The server's figures as Prometheus reads them, over HTTP. */
@NullMarked
package io.skua.server.metrics;

import org.jspecify.annotations.NullMarked;
