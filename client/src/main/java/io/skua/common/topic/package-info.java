/** Names of topics: which are well formed, and which belong to the system. */
@NullMarked
package io.skua.common.topic;

import org.jspecify.annotations.NullMarked;
