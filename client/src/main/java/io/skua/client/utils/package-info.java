/** Helpers for applications that answer requests. */
@NullMarked
package io.skua.client.utils;

import org.jspecify.annotations.NullMarked;
