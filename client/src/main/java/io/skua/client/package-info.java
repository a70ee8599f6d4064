/**
 * Settings and rules that producers and consumers share. What sends and receives is below this
 * package.
 */
@NullMarked
package io.skua.client;

import org.jspecify.annotations.NullMarked;
