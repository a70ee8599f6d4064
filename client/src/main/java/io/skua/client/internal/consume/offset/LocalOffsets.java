package io.skua.client.internal.consume.offset;

import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageQueue;
import io.skua.wire.MalformedException;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueOffsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of a broadcasting consumer, kept in a file of this machine that Apache's client reads
 * as well (protocol b 5.3). The file is written on threads that may wait, by one at a time.
 */
public final class LocalOffsets implements Offsets {
  private static final Logger log = LoggerFactory.getLogger(LocalOffsets.class);

  private final Path file;
  private final Executor threads;
  private final OffsetTable table = new OffsetTable();
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * Makes a table without content.
   *
   * @param threads write the file
   */
  public LocalOffsets(Path file, Executor threads) {
    this.file = file;
    this.threads = threads;
  }

  /**
   * Returns where the offsets of a group are: below the directory of the system property {@code
   * rocketmq.client.localOffsetStoreDir}, or {@code .rocketmq_offsets} in the user's home.
   */
  public static Path file(String clientId, String group) {
    String set = System.getProperty("rocketmq.client.localOffsetStoreDir");
    Path directory =
        set == null ? Path.of(System.getProperty("user.home"), ".rocketmq_offsets") : Path.of(set);
    return directory.resolve(clientId).resolve(group).resolve("offsets.json");
  }

  /**
   * Reads the file, or its predecessor if it cannot be read. Waits for the disk.
   *
   * @throws MQClientException when neither can be read though one is there
   */
  @Override
  public void load() throws MQClientException {
    stored().forEach((name, offset) -> table.update(queue(name), offset, true));
  }

  private SortedMap<QueueName, Long> stored() throws MQClientException {
    IOException first;
    try {
      SortedMap<QueueName, Long> found = read(file);
      if (found != null) {
        return found;
      }
      first = null;
    } catch (IOException | MalformedException e) {
      log.warn("{} cannot be read, so its predecessor is", file, e);
      first = new IOException(e);
    }
    try {
      SortedMap<QueueName, Long> found = read(sibling(".bak"));
      return found == null ? new TreeMap<>() : found;
    } catch (IOException | MalformedException e) {
      if (first != null) {
        e.addSuppressed(first);
      }
      throw new MQClientException(
          "the offsets of this consumer in "
              + file
              + " cannot be read, and their predecessor cannot either; repair or remove them",
          e);
    }
  }

  private static @Nullable SortedMap<QueueName, Long> read(Path from) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(from);
    } catch (NoSuchFileException e) {
      return null;
    }
    return bytes.length == 0 ? null : QueueOffsets.parse(bytes).offsets();
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static MessageQueue queue(QueueName name) {
    return new MessageQueue(name.topic(), name.brokerName(), name.queueId());
  }

  @Override
  public CompletableFuture<Long> read(MessageQueue queue) {
    return CompletableFuture.completedFuture(table.get(queue));
  }

  @Override
  public long inMemory(MessageQueue queue) {
    return table.get(queue);
  }

  @Override
  public void update(MessageQueue queue, long offset, boolean increaseOnly) {
    table.update(queue, offset, increaseOnly);
  }

  @Override
  public CompletableFuture<Void> persist(Collection<MessageQueue> queues) {
    boolean changed = false;
    for (MessageQueue queue : queues) {
      changed |= table.changed(queue) != NONE;
    }
    return changed
        ? CompletableFuture.runAsync(this::write, threads)
        : CompletableFuture.completedFuture(null);
  }

  /** Writes everything; what other clients of this id have written of other queues stays. */
  private void write() {
    writing.lock();
    try {
      SortedMap<QueueName, Long> all = new TreeMap<>(stored());
      Map<MessageQueue, Long> now = table.all("");
      now.forEach(
          (queue, offset) ->
              all.put(
                  new QueueName(queue.getTopic(), queue.getBrokerName(), queue.getQueueId()),
                  offset));
      replace(new QueueOffsets(all).write());
      now.forEach(table::kept);
    } catch (IOException | MQClientException e) {
      log.error("the offsets of this consumer cannot be written to {}", file, e);
    } finally {
      writing.unlock();
    }
  }

  private void replace(byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = sibling(".tmp");
    Files.write(fresh, content);
    if (Files.exists(file)) {
      Files.copy(file, sibling(".bak"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Keeps the offset: this table is what a queue that comes back begins with. */
  @Override
  public void remove(MessageQueue queue) {}

  @Override
  public Map<MessageQueue, Long> all(String topic) {
    return table.all(topic);
  }
}
