/** TLS by the JDK: PEM files as contexts, engines for both sides, and what can go wrong. */
@NullMarked
package io.skua.net.tls;

import org.jspecify.annotations.NullMarked;
