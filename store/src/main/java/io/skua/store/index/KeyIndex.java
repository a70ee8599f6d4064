package io.skua.store.index;

import io.skua.runtime.Clock;
import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.FileSequence;
import io.skua.wire.message.MessageKeys;
import io.skua.wire.message.SysFlag;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where in the log the messages of a key are, in the files of Apache RocketMQ 5.3.3 (store format
 * 4). Every message is added when it is appended; that touches memory only. {@link #publish} and
 * {@link #flush} write what has gathered. Owned by one thread.
 *
 * <p>The index is derived from the log. A {@link IndexMark} in the checkpoint says up to which
 * record it is durable. What a crash leaves behind that is given up when the index is opened, and
 * made again by the recovery, which adds the records from {@link #next} on.
 */
public final class KeyIndex {
  /** Name of the directory. */
  public static final String DIRECTORY = "index";

  private static final Logger LOG = LoggerFactory.getLogger(KeyIndex.class);
  private static final int PENDING_LIMIT = 1 << 16;

  private final Disk disk;
  private final Clock clock;
  private final IndexSettings settings;
  private final IndexMark found;
  private final List<IndexFile> files = new ArrayList<>(); // oldest first
  private final List<IndexFile> open = new ArrayList<>(); // those that are writable: the newest
  private final List<IndexFile> unforced = new ArrayList<>();
  private final List<Long> doomed = new ArrayList<>();
  private boolean namesChanged;
  private boolean replay;
  private long next;

  // The record that is being added; fields, so that adding one makes no object.
  private final IntConsumer putter = this::put;
  private long addedOffset;
  private long addedTime;

  private KeyIndex(Disk disk, IndexSettings settings, IndexMark found, Clock clock) {
    this.disk = disk;
    this.clock = clock;
    this.settings = settings;
    this.found = found;
  }

  /**
   * Opens the files that can be trusted; changes nothing on the disk before {@link #begin}. An
   * index that is off takes no record and finds none.
   *
   * @param found what the checkpoint says
   * @param unclean whether the last owner of the directory crashed
   * @param covered from where on recovery reads the log anyway: where an index begins that never
   *     was there
   * @param logStart the log offset of the first record that is kept
   */
  public static KeyIndex open(
      Disk disk,
      IndexSettings settings,
      Clock clock,
      IndexMark found,
      boolean unclean,
      long covered,
      long logStart) {
    if (!settings.on()) {
      KeyIndex off = new KeyIndex(disk, settings, found, clock);
      off.next = Long.MAX_VALUE;
      return off;
    }
    List<Disk.Entry> entries = entries(disk);
    IndexSettings fitting =
        entries.isEmpty() ? settings : settings.fitting(entries.get(entries.size() - 1).size());
    KeyIndex index = new KeyIndex(disk, fitting, found, clock);
    index.select(entries, unclean);
    index.next = Math.max(logStart, index.firstMissing(entries.isEmpty(), unclean, covered));
    return index;
  }

  private static List<Disk.Entry> entries(Disk disk) {
    List<Disk.Entry> entries = new ArrayList<>();
    for (Disk.Entry entry : disk.list(DIRECTORY)) {
      if (!entry.directory() && entry.name().matches("[1-9][0-9]{0,17}")) {
        entries.add(entry);
      } else {
        LOG.warn(
            "{} is no index file and is left alone", disk.describe(DIRECTORY + "/" + entry.name()));
      }
    }
    entries.sort(Comparator.comparingLong(entry -> Long.parseLong(entry.name())));
    return entries;
  }

  /** Divides the files into those to keep and, from the first doubtful one on, those to delete. */
  private void select(List<Disk.Entry> entries, boolean unclean) {
    boolean marked = found.known() && entries.stream().anyMatch(this::isMarked);
    for (Disk.Entry entry : entries) {
      boolean last = isMarked(entry);
      IndexFile file = null;
      if (doomed.isEmpty() && !replay && entry.size() == settings.fileBytes()) {
        long name = Long.parseLong(entry.name());
        file = IndexFile.open(disk, name, settings, unclean && last);
      }
      if (file == null || (unclean && !marked && !wasSealed(file))) {
        doomed.add(Long.parseLong(entry.name()));
      } else {
        files.add(file);
        replay = unclean && last;
      }
    }
  }

  /**
   * Apache's rule, for directories that only it has had (store format 4), but stricter: a file that
   * ends in the same millisecond as the sealed one may be a later one.
   */
  private boolean wasSealed(IndexFile file) {
    return !file.empty() && file.endTime() < found.sealedTime();
  }

  private boolean isMarked(Disk.Entry entry) {
    return Long.parseLong(entry.name()) == found.file();
  }

  private long firstMissing(boolean nothingThere, boolean unclean, long covered) {
    IndexFile last = last();
    if (last != null && unclean && found.known() && last.name() == found.file()) {
      return found.next();
    }
    if (last != null) {
      // The keys of the last record may go on in a file that is given up.
      return doomed.isEmpty()
          ? Math.max(unclean ? 0 : found.next(), last.endOffset() + 1)
          : last.endOffset();
    }
    if (found.known() && found.file() == 0) {
      return found.next();
    }
    // Files that were there once, and are lost or useless, are made again from the whole log.
    return nothingThere && !found.known() ? covered : 0;
  }

  private @Nullable IndexFile last() {
    return files.isEmpty() ? null : files.get(files.size() - 1);
  }

  /** Returns the log offset from which records have to be added, or are added next. */
  public long next() {
    return next;
  }

  /** Returns what a checkpoint may say before {@link #begin}: it holds after a crash in it too. */
  public IndexMark trusted() {
    IndexMark now = mark(next);
    return new IndexMark(Math.min(found.sealedTime(), now.sealedTime()), now.next(), now.file());
  }

  /**
   * Gives up what cannot be trusted, so that records can be added.
   *
   * @param storeTimes tells the store time of the record at a log offset; negative without one
   */
  public void begin(LongUnaryOperator storeTimes) {
    if (!doomed.isEmpty()) {
      LOG.info("the index is made again from log offset {} on", next);
    }
    for (int i = doomed.size() - 1; i >= 0; i--) {
      disk.delete(DIRECTORY + "/" + doomed.get(i));
    }
    doomed.clear();
    IndexFile last = last();
    if (last != null && replay) {
      replay(last, next, storeTimes);
    } else if (last != null && !last.full()) {
      last.resume();
      open.add(last);
    }
  }

  private void replay(IndexFile file, long end, LongUnaryOperator storeTimes) {
    open.remove(file);
    file.replay(end, storeTimes);
    if (file.empty()) {
      files.remove(file);
      file.delete();
    } else {
      open.add(file);
      touched(file);
    }
  }

  /** Gives up the entries of records at or behind a log offset, which the log has lost. */
  public void cut(long logOffset, LongUnaryOperator storeTimes) {
    if (!settings.on() || logOffset >= next) {
      return;
    }
    next = logOffset;
    for (IndexFile last = last(); last != null && last.endOffset() >= logOffset; last = last()) {
      if (last.beginOffset() < logOffset) {
        replay(last, logOffset, storeTimes);
        return;
      }
      files.remove(last);
      open.remove(last);
      unforced.remove(last);
      last.delete();
    }
  }

  /**
   * Adds a record: its unique id and its business keys. A record before {@link #next} is there
   * already. What a transaction has rolled back is left out.
   */
  public void add(String topic, int sysFlag, String properties, long logOffset, long storeTime) {
    if (logOffset < next || SysFlag.transactionType(sysFlag) == SysFlag.TRANSACTION_ROLLBACK) {
      return;
    }
    next = logOffset + 1;
    addedOffset = logOffset;
    addedTime = storeTime;
    MessageKeys.hashes(topic, properties, putter);
  }

  private void put(int hash) {
    IndexFile file = open.isEmpty() ? null : open.get(open.size() - 1);
    if (file == null || file.full()) {
      file = IndexFile.create(disk, newName(), settings);
      files.add(file);
      open.add(file);
      namesChanged = true;
    }
    file.put(hash, addedOffset, addedTime);
  }

  /** The local time, but always behind the last name, which the order of files depends on. */
  private long newName() {
    IndexFile last = last();
    ZonedDateTime now = Instant.ofEpochMilli(clock.wallMillis()).atZone(ZoneId.systemDefault());
    long date = (now.getYear() * 100L + now.getMonthValue()) * 100 + now.getDayOfMonth();
    long time = (now.getHour() * 100L + now.getMinute()) * 100 + now.getSecond();
    long name = (date * 1_000_000 + time) * 1000 + now.getNano() / 1_000_000;
    return last == null ? name : Math.max(name, last.name() + 1);
  }

  /** Writes what has gathered if it is much. */
  public void publish() {
    if (!open.isEmpty() && (open.get(0).full() || open.get(0).pendingBytes() >= PENDING_LIMIT)) {
      flush();
    }
  }

  /** Writes what has gathered into the files. */
  public void flush() {
    for (int i = 0; i < open.size(); ) {
      IndexFile file = open.get(i);
      if (file.flush()) {
        touched(file);
      }
      if (file.full()) {
        seal(file);
      } else {
        i++;
      }
    }
  }

  private void seal(IndexFile file) {
    file.seal();
    open.remove(file);
    touched(file);
  }

  private void touched(IndexFile file) {
    if (!unforced.contains(file)) {
      unforced.add(file);
    }
  }

  /** Returns the work that makes everything durable that is in the files now. */
  public FileSequence.Pending pending() {
    List<DiskFile> handles = unforced.stream().map(IndexFile::handle).toList();
    String changed = namesChanged && !handles.isEmpty() ? DIRECTORY : null;
    namesChanged = changed == null && namesChanged;
    unforced.clear();
    return new FileSequence.Pending(disk, handles, changed);
  }

  /**
   * Returns what a checkpoint may say once all that was flushed is durable.
   *
   * @param durable log offset before which every record has been added and flushed
   */
  public IndexMark mark(long durable) {
    IndexFile last = last();
    return settings.on()
        ? new IndexMark(sealedTime(), durable, last == null ? 0 : last.name())
        : new IndexMark(found.sealedTime(), Math.min(found.next(), durable), found.file());
  }

  private long sealedTime() {
    for (int i = files.size() - 1; i >= 0; i--) {
      IndexFile file = files.get(i);
      if (file.full() && !file.writable()) {
        return file.endTime();
      }
    }
    return 0;
  }

  /** Follows the log, which has deleted what is before {@code logStart}; keeps the last file. */
  public void expire(long logStart) {
    while (files.size() > 1
        && files.get(0).endOffset() < logStart
        && !unforced.contains(files.get(0))
        && !files.get(0).writable()) {
      files.remove(0).delete();
    }
  }

  /** Begins a search; {@code records} reads the record at a log offset, or returns null. */
  public KeySearch search(KeyQuery query, RecordSource records) {
    return new KeySearch(List.copyOf(files), query, records);
  }

  /** Returns the settings that the files have, which an Apache broker must be told. */
  public IndexSettings settings() {
    return settings;
  }

  /** Writes everything as peers expect to find it. Nothing can be added any more. */
  public void seal() {
    while (!open.isEmpty()) {
      seal(open.get(0));
    }
  }

  /** Gives the handles back. */
  public void close() {
    files.forEach(IndexFile::close);
  }
}
