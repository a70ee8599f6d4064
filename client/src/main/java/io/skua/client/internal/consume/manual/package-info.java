/** The consumer that pulls when the application says so. */
@NullMarked
package io.skua.client.internal.consume.manual;

import org.jspecify.annotations.NullMarked;
