package io.skua.store;

import io.skua.runtime.Loop;
import io.skua.store.disk.StoreException;
import io.skua.store.index.KeyIndex;
import io.skua.store.index.KeyQuery;
import io.skua.store.index.KeySearch;
import io.skua.store.index.RecordSource;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs searches one after the other, each in steps with other tasks of the loop in between: what is
 * sent meanwhile hardly waits, and no more than one search holds messages. Owned by the loop.
 */
final class Searches implements Runnable {
  private static final int MOST_WAITING = 1000;

  private record Waiting(KeyQuery query, SearchCallback callback) {}

  private final Loop loop;
  private final KeyIndex index;
  private final RecordSource records;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable KeySearch present;
  private boolean scheduled;
  private boolean closed;

  Searches(Loop loop, KeyIndex index, RecordSource records) {
    this.loop = loop;
    this.index = index;
    this.records = records;
  }

  /** Takes a search; returns false when too many wait. */
  boolean add(KeyQuery query, SearchCallback callback) {
    if (closed || waiting.size() >= MOST_WAITING) {
      return false;
    }
    waiting.add(new Waiting(query, callback));
    schedule();
    return true;
  }

  private void schedule() {
    if (!scheduled && !waiting.isEmpty()) {
      scheduled = true;
      loop.execute(this);
    }
  }

  /** One step of the search whose turn it is. */
  @Override
  public void run() {
    scheduled = false;
    Waiting first = waiting.peek();
    if (first == null) {
      return;
    }
    KeySearch search = present == null ? index.search(first.query, records) : present;
    present = search;
    try {
      if (search.step()) {
        end();
        first.callback.found(search.result());
      }
    } catch (StoreException e) {
      end();
      first.callback.failed(e);
    } finally {
      schedule();
    }
  }

  private void end() {
    waiting.remove();
    present = null;
  }

  /** Forgets what waits. */
  void close() {
    closed = true;
    waiting.clear();
    present = null;
  }
}
