package io.skua.store;

import io.skua.store.disk.StoreException;
import org.jspecify.annotations.Nullable;

/** Hears, on the store's loop, that messages are as safe as was asked for, or that they are not. */
@FunctionalInterface
public interface StoredCallback {
  /** Called once; {@code failure} is null when the messages are stored. */
  void done(@Nullable StoreException failure);
}
