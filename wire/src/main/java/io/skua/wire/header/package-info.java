/**
 * The fields of each request and response, as records with a declared codec. One file per request;
 * nothing here knows who sends it.
 */
@NullMarked
package io.skua.wire.header;

import org.jspecify.annotations.NullMarked;
