package io.skua.store.index;

import io.skua.wire.message.MessageKeys;
import io.skua.wire.message.MessageRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;

/**
 * One search, in steps that are short enough for a loop: from the newest file to the oldest, and in
 * each from the newest entry of the key's slot to the oldest (protocol b 10.3). Entries of other
 * keys with the same hash are told apart by the records themselves. Owned by the index's thread.
 */
public final class KeySearch {
  private static final int STEP = 4096;
  private static final int FILE_COST = 16;
  private static final int RECORD_COST = 128;
  private static final int BLOCK_ENTRIES = 200;
  // A frame has at most 16 MiB; one record alone always fits.
  private static final int MAX_BYTES = 8 << 20;
  private static final int SECOND = 1000;

  private final List<IndexFile> files;
  private final KeyQuery query;
  private final RecordSource records;
  private final int hash;
  private final TreeMap<Long, byte[]> found = new TreeMap<>();
  private final byte[] block = new byte[BLOCK_ENTRIES * IndexFile.ENTRY];
  private final ByteBuffer entries = ByteBuffer.wrap(block);
  private int foundBytes;
  private boolean ended;
  private int budget;

  // Where the search is: an entry of a file, 0 when that file is done, and the entries at hand.
  private int file;
  private int entry;
  private int blockFirst;
  private int blockLast;

  KeySearch(List<IndexFile> files, KeyQuery query, RecordSource records) {
    this.files = files;
    this.query = query;
    this.records = records;
    this.hash = MessageKeys.hash(query.topic(), query.key());
    this.file = files.size();
  }

  /** Goes on for a while; returns whether the search has ended. */
  public boolean step() {
    budget = STEP;
    ended |= query.most() <= 0;
    while (!ended && budget > 0) {
      if (entry == 0) {
        nextFile();
      } else {
        visit();
      }
    }
    return ended;
  }

  /** Goes to the file before; that one began too late only if nothing older can match. */
  private void nextFile() {
    budget -= FILE_COST;
    boolean enough = file < files.size() && files.get(file).beginTime() < query.begin();
    if (enough || file == 0) {
      ended = true;
      return;
    }
    IndexFile next = files.get(--file);
    blockLast = 0;
    boolean matches = query.begin() <= next.endTime() && query.end() >= next.beginTime();
    entry = matches && !next.deleted() ? next.newest(hash) : 0;
  }

  private void visit() {
    IndexFile in = files.get(file);
    if (in.deleted()) {
      entry = 0;
      return;
    }
    budget--;
    if (entry < blockFirst || entry > blockLast) {
      blockFirst = in.readUpTo(entry, block);
      blockLast = entry;
    }
    int at = (entry - blockFirst) * IndexFile.ENTRY;
    long earliest = in.beginTime() + (long) entries.getInt(at + 12) * SECOND;
    long latest = earliest + SECOND - 1;
    if (entries.getInt(at) == hash && latest >= query.begin() && earliest <= query.end()) {
      take(entries.getLong(at + 4));
    }
    int previous = entries.getInt(at + 16);
    boolean older = previous > 0 && previous < entry && latest >= query.begin();
    entry = older ? previous : 0;
  }

  private void take(long logOffset) {
    budget -= RECORD_COST;
    byte[] bytes = found.containsKey(logOffset) ? null : records.recordAt(logOffset);
    if (bytes == null || !matches(MessageRecord.parse(bytes, 0, bytes.length))) {
      return;
    }
    if (found.isEmpty() || bytes.length <= MAX_BYTES - foundBytes) {
      found.put(logOffset, bytes);
      foundBytes += bytes.length;
      ended = found.size() == query.most();
    } else {
      ended = true;
    }
  }

  private boolean matches(MessageRecord record) {
    long time = record.storeTimestamp();
    return time >= query.begin()
        && time <= query.end()
        && record.topic().equals(query.topic())
        && MessageKeys.has(record.properties(), query.key());
  }

  /** Returns what has been found. */
  public SearchResult result() {
    byte[] all = new byte[foundBytes];
    int at = 0;
    for (byte[] record : found.values()) {
      System.arraycopy(record, 0, all, at, record.length);
      at += record.length;
    }
    IndexFile last = files.isEmpty() ? null : files.get(files.size() - 1);
    return new SearchResult(
        found.size(), all, last == null ? 0 : last.endTime(), last == null ? 0 : last.endOffset());
  }
}
