/** Certificates for development and tests. */
@NullMarked
package io.skua.server.cert;

import org.jspecify.annotations.NullMarked;
