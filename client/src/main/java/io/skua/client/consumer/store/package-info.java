/** Where it is kept how far a group has consumed. */
@NullMarked
package io.skua.client.consumer.store;

import org.jspecify.annotations.NullMarked;
