package io.skua.store.queue;

import io.skua.store.disk.Disk;
import io.skua.store.disk.FileSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All consume queues by topic and number. Owned by one thread. */
public final class QueueTable {
  /** Name of the directory. */
  public static final String DIRECTORY = "consumequeue";

  /** The highest number that a queue may have. */
  public static final int MAX_QUEUE_ID = 65_535;

  private static final Logger LOG = LoggerFactory.getLogger(QueueTable.class);
  private static final int PENDING_LIMIT = 800 * ConsumeQueue.ENTRY;

  private final Disk disk;
  private final Map<String, @Nullable ConsumeQueue[]> topics = new HashMap<>();
  private final List<ConsumeQueue> touched = new ArrayList<>();
  private final List<ConsumeQueue> dirty = new ArrayList<>();
  private final List<ConsumeQueue> unforced = new ArrayList<>();
  private long fileSize;
  private int count;

  private QueueTable(Disk disk, long fileSize) {
    this.disk = disk;
    this.fileSize = fileSize;
  }

  /**
   * Opens all queues of a directory. The length of the files that are there wins over {@code
   * fileSize}.
   */
  public static QueueTable open(Disk disk, long fileSize, boolean unclean) {
    QueueTable table = new QueueTable(disk, fileSize);
    for (Disk.Entry topic : disk.list(DIRECTORY)) {
      for (Disk.Entry queue : disk.list(DIRECTORY + "/" + topic.name())) {
        String path = DIRECTORY + "/" + topic.name() + "/" + queue.name();
        int queueId = queueId(queue.name());
        if (queueId < 0) {
          LOG.warn("{} is no queue directory and is left alone", disk.describe(path));
        } else if (!disk.list(path).isEmpty()) {
          table.add(ConsumeQueue.open(disk, topic.name(), queueId, table.fileSize, unclean));
        }
      }
    }
    return table;
  }

  private static int queueId(String name) {
    try {
      int id = Integer.parseInt(name);
      return id <= MAX_QUEUE_ID ? id : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void add(ConsumeQueue queue) {
    @Nullable ConsumeQueue[] queues = topics.get(queue.topic());
    if (queues == null || queues.length <= queue.queueId()) {
      queues =
          queues == null
              ? new ConsumeQueue[queue.queueId() + 1]
              : Arrays.copyOf(queues, queue.queueId() + 1);
      topics.put(queue.topic(), queues);
    }
    queues[queue.queueId()] = queue;
    fileSize = queue.fileSize();
    count++;
  }

  /** Says whether a topic can be the name of a directory. */
  public static boolean nameable(String topic) {
    return !topic.isEmpty()
        && !topic.equals(".")
        && !topic.equals("..")
        && topic.indexOf('/') < 0
        && topic.indexOf('\\') < 0
        && topic.indexOf('\0') < 0;
  }

  /** Returns a queue, or null when it has never had a message. */
  public @Nullable ConsumeQueue find(String topic, int queueId) {
    @Nullable ConsumeQueue[] queues = topics.get(topic);
    return queues != null && queueId >= 0 && queueId < queues.length ? queues[queueId] : null;
  }

  /** Returns a queue and makes it when it is missing; its files come with its first flush. */
  public ConsumeQueue obtain(String topic, int queueId) {
    ConsumeQueue queue = find(topic, queueId);
    if (queue == null) {
      queue = ConsumeQueue.open(disk, topic, queueId, fileSize, true);
      add(queue);
    }
    return queue;
  }

  /** Returns the number of queues. */
  public int count() {
    return count;
  }

  /** Returns the length of the files of queues. */
  public long fileSize() {
    return fileSize;
  }

  /** Returns all queues, by topic and then by number. */
  public List<ConsumeQueue> all() {
    List<ConsumeQueue> all = new ArrayList<>(count);
    for (@Nullable ConsumeQueue[] queues : new TreeMap<>(topics).values()) {
      for (ConsumeQueue queue : queues) {
        if (queue != null) {
          all.add(queue);
        }
      }
    }
    return all;
  }

  /** Adds the entry of a message that gets the next offset of its queue. */
  public void add(ConsumeQueue queue, long logOffset, int size, long tag) {
    queue.add(logOffset, size, tag);
    if (!queue.touched) {
      queue.touched = true;
      touched.add(queue);
    }
  }

  /** Shows readers what was added, and writes the queues that have gathered much. */
  public void publish(QueueListener listener) {
    for (int i = 0; i < touched.size(); i++) {
      ConsumeQueue queue = touched.get(i);
      queue.touched = false;
      queue.publish();
      if (!queue.dirty) {
        queue.dirty = true;
        dirty.add(queue);
      }
    }
    for (int i = 0; i < touched.size(); i++) {
      ConsumeQueue queue = touched.get(i);
      if (queue.pendingBytes() >= PENDING_LIMIT) {
        flush(queue);
      }
      listener.arrived(queue);
    }
    touched.clear();
  }

  /** Takes back what was added and not published. */
  public void discardUnpublished() {
    for (ConsumeQueue queue : touched) {
      queue.touched = false;
      queue.discardUnpublished();
    }
    touched.clear();
  }

  private void flush(ConsumeQueue queue) {
    queue.flush();
    if (!queue.unforced) {
      queue.unforced = true;
      unforced.add(queue);
    }
  }

  /** Writes what readers see into the files. */
  public void flush() {
    for (ConsumeQueue queue : dirty) {
      flush(queue);
      queue.dirty = false;
    }
    dirty.clear();
  }

  /** Returns the work that makes everything durable that is in the files now. */
  public List<FileSequence.Pending> pending() {
    List<FileSequence.Pending> work = new ArrayList<>();
    for (ConsumeQueue queue : unforced) {
      queue.unforced = false;
      work.add(queue.pending());
    }
    unforced.clear();
    return work;
  }

  /** Returns the log offset behind the last message that has an entry; -1 when there is none. */
  public long logEnd() {
    return all().stream().mapToLong(ConsumeQueue::logEnd).max().orElse(-1);
  }

  /** Gives up the entries of messages at or behind a log offset. */
  public void cutAtLog(long logOffset) {
    all().forEach(queue -> queue.cutAtLog(logOffset));
  }

  /**
   * Adds the entry of a record that recovery has found.
   *
   * @param queueOffset the offset that the record says; it is right, whatever the queue has
   * @param complete whether recovery reads the whole log, so that a gap is a real one
   * @return whether the queue is without a gap
   */
  public boolean restore(
      ConsumeQueue queue, long queueOffset, long logOffset, int size, long tag, boolean complete) {
    if (queueOffset > queue.next() && !complete) {
      return false;
    }
    if (queueOffset > queue.next()) {
      if (queue.next() > 0) {
        LOG.warn(
            "queue {} of topic {} begins anew at {}: the log lacks what was from {}",
            queue.queueId(),
            queue.topic(),
            queueOffset,
            queue.next());
      }
      queue.restartAt(queueOffset);
    } else if (queueOffset < queue.next()) {
      queue.cut(queueOffset); // A topic that was deleted and made again: the later message counts.
    }
    add(queue, logOffset, size, tag);
    return true;
  }

  /** Finds the minimum of every queue anew. */
  public void findMinima(long logStart) {
    all().forEach(queue -> queue.findMin(logStart));
  }

  /** Follows the log, which has deleted what is before {@code logStart}. */
  public void expire(long logStart) {
    all().forEach(queue -> queue.expire(logStart));
  }

  /** Deletes the queues of a topic with their files; messages in the log stay where they are. */
  public void delete(String topic) {
    @Nullable ConsumeQueue[] queues = topics.remove(topic);
    if (queues == null) {
      return;
    }
    for (ConsumeQueue queue : queues) {
      if (queue != null) {
        count--;
        touched.remove(queue);
        dirty.remove(queue);
        unforced.remove(queue);
        queue.delete();
        disk.delete(DIRECTORY + "/" + topic + "/" + queue.queueId());
      }
    }
    disk.delete(DIRECTORY + "/" + topic);
  }

  /** Returns how many queues a topic has. */
  public int count(String topic) {
    int found = 0;
    @Nullable ConsumeQueue[] queues = topics.get(topic);
    for (int i = 0; queues != null && i < queues.length; i++) {
      found += queues[i] == null ? 0 : 1;
    }
    return found;
  }

  /** Gives the handles back. */
  public void close() {
    all().forEach(ConsumeQueue::close);
  }
}
