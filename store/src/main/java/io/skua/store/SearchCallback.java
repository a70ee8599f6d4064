package io.skua.store;

import io.skua.store.disk.StoreException;
import io.skua.store.index.SearchResult;

/** Hears, on the store's loop, how a search ended: one of its methods is called, once. */
public interface SearchCallback {
  /** The search has come to its end. */
  void found(SearchResult result);

  /** The disk could not be read. */
  void failed(StoreException failure);
}
