package io.skua.store.index;

import org.jspecify.annotations.Nullable;

/** Reads records out of the log. */
@FunctionalInterface
public interface RecordSource {
  /** Returns the whole record that begins at a log offset, or null when none does. */
  byte @Nullable [] recordAt(long logOffset);
}
