package io.skua.store.index;

/**
 * Whether and how messages are indexed by their keys.
 *
 * @param on whether they are; files of an index that is off stay as they are
 * @param slots hash slots of a new file; they are in memory while the file is written
 * @param entries places for entries in a new file, of which the first is never used
 */
public record IndexSettings(boolean on, int slots, int entries) {
  /**
   * On, with files of 21 MB: a twentieth of Apache RocketMQ's, and as many entries per slot, so
   * that the slots of the file that is written take 1 MB of memory and not 20.
   */
  public static final IndexSettings DEFAULT = new IndexSettings(true, 250_000, 1_000_000);

  /** How many times more entries than slots Apache RocketMQ's files have by default. */
  private static final int ENTRIES_PER_SLOT = 4;

  /** Checks that a file is not empty and no longer than peers can address. */
  public IndexSettings {
    if (slots < 1 || entries < 2 || fileBytes(slots, entries) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an index file needs a slot, two entries and at most 2^31-1 bytes, not "
              + slots
              + " slots and "
              + entries
              + " entries");
    }
  }

  private static long fileBytes(int slots, int entries) {
    return IndexFile.HEADER + (long) slots * IndexFile.SLOT + (long) entries * IndexFile.ENTRY;
  }

  /** Returns the length of a file. */
  public long fileBytes() {
    return fileBytes(slots, entries);
  }

  /** Returns these settings, on or off. */
  public IndexSettings on(boolean set) {
    return new IndexSettings(set, slots, entries);
  }

  /**
   * Returns these settings with the numbers that a file of this length has: the present ones if
   * they fit, else those of a file with four entries per slot; the present ones when neither fits.
   */
  IndexSettings fitting(long fileBytes) {
    long each = IndexFile.SLOT + (long) ENTRIES_PER_SLOT * IndexFile.ENTRY;
    long found = (fileBytes - IndexFile.HEADER) / each;
    boolean fits = found * each + IndexFile.HEADER == fileBytes && fileBytes <= Integer.MAX_VALUE;
    return fileBytes == fileBytes() || !fits || found < 1
        ? this
        : new IndexSettings(on, (int) found, (int) found * ENTRIES_PER_SLOT);
  }
}
