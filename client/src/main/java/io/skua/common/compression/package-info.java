/** How bodies are compressed. */
@NullMarked
package io.skua.common.compression;

import org.jspecify.annotations.NullMarked;
