/** Compresses bodies and gives them back; libraries are loaded by the first body that needs one. */
@NullMarked
package io.skua.client.internal.compression;

import org.jspecify.annotations.NullMarked;
