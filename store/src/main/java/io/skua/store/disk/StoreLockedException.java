package io.skua.store.disk;

/** Another process has the store directory. */
public final class StoreLockedException extends StoreException {
  private static final long serialVersionUID = 1;

  /** Makes an exception; {@code directory} is the path of the store for people. */
  public StoreLockedException(String directory) {
    super(
        "store directory "
            + directory
            + " is in use by another process; stop that one or choose another directory");
  }
}
