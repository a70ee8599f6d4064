/** The commit log: all messages of all topics in the order of their arrival. */
@NullMarked
package io.skua.store.log;

import org.jspecify.annotations.NullMarked;
