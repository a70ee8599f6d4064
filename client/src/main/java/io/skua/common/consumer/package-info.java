/** What consumers of all kinds are told. */
@NullMarked
package io.skua.common.consumer;

import org.jspecify.annotations.NullMarked;
