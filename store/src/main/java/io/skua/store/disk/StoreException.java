package io.skua.store.disk;

import org.jspecify.annotations.Nullable;

/**
 * The disk, or what is on it, does not let the store do its work. The text names the path, what was
 * tried, what came back, and what a person can do.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a text for people. */
  public StoreException(String message) {
    super(message);
  }

  /** Makes an exception with a text for people and what led to it. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
