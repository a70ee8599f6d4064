/** Where hooks of applications are registered. */
@NullMarked
package io.skua.client.impl.producer;

import org.jspecify.annotations.NullMarked;
