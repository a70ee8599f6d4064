package io.skua.server.transaction;

import io.skua.store.ReadResult;
import io.skua.store.ReadStatus;
import io.skua.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half messages of a server, for people: the open ones are read from the store when somebody
 * asks, so that the table costs nothing until then.
 */
public final class HalfTable {
  private static final Logger log = LoggerFactory.getLogger(HalfTable.class);

  /** The most open half messages that one look shows. */
  public static final int SHOWN = 1000;

  private final Transactions transactions;

  /** Makes the table. */
  public HalfTable(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What there is at a moment. Immutable.
   *
   * @param open how many half messages are open
   * @param oldest the {@link #SHOWN} oldest of the open ones, the oldest first
   * @param ended those of the last few thousand ends, since the start of the server, in order
   */
  public record Snapshot(long open, List<HalfEntry> oldest, List<HalfEntry> ended) {
    /** Copies the lists. */
    public Snapshot {
      oldest = List.copyOf(oldest);
      ended = List.copyOf(ended);
    }

    /** The table of a server that keeps no messages. */
    public static final Snapshot EMPTY = new Snapshot(0, List.of(), List.of());
  }

  /** Returns the table as it is now. */
  public Snapshot snapshot() {
    HalfProgress progress = transactions.progress();
    List<HalfEntry> oldest = new ArrayList<>();
    long at = progress.nextOpen(progress.first());
    while (at < progress.end() && oldest.size() < SHOWN) {
      ReadResult found = progress.read(at);
      if (found.status() == ReadStatus.FOUND) {
        add(found.records(), oldest);
      }
      at = progress.nextOpen(at + 1);
    }
    return new Snapshot(progress.open(), oldest, transactions.history().ends());
  }

  private void add(byte[] record, List<HalfEntry> oldest) {
    try {
      oldest.add(transactions.entry(HalfMessage.parse(record), HalfEntry.Outcome.OPEN));
    } catch (MalformedException e) {
      log.debug("a record among the half messages is none", e);
    }
  }
}
