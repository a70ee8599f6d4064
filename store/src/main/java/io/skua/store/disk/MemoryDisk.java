package io.skua.store.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory: for servers whose messages need not outlive them, and for tests, which may open
 * the same disk again. Only written parts of a file take memory, up to the last byte written.
 * Thread-safe.
 */
public final class MemoryDisk implements Disk {
  private final TreeMap<String, Content> files = new TreeMap<>();
  private boolean locked;

  private static final class Content {
    byte[] bytes = new byte[0];
    long size;
  }

  @Override
  public synchronized DiskFile open(String path) {
    return new MemoryFile(files.computeIfAbsent(path, key -> new Content()));
  }

  @Override
  public synchronized List<Entry> list(String directory) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    TreeMap<String, Entry> found = new TreeMap<>();
    files
        .tailMap(prefix)
        .forEach(
            (path, content) -> {
              if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest : rest.substring(0, slash);
                found.put(name, new Entry(name, slash >= 0, slash < 0 ? content.size : 0));
              }
            });
    return new ArrayList<>(found.values());
  }

  @Override
  public synchronized boolean exists(String path) {
    return files.containsKey(path) || !list(path).isEmpty();
  }

  @Override
  public synchronized void delete(String path) {
    files.remove(path);
  }

  @Override
  public synchronized void replace(String from, String to) {
    Content content = files.remove(from);
    if (content == null) {
      throw new StoreException(
          "cannot replace " + describe(to) + ": there is no " + describe(from));
    }
    files.put(to, content);
  }

  @Override
  public void syncDirectory(String directory) {
    // Memory is as durable as it gets.
  }

  @Override
  public synchronized @Nullable Lock tryLock(String path) {
    if (locked) {
      return null;
    }
    locked = true;
    open(path).write(0, new byte[] {'l', 'o', 'c', 'k'}, 0, 4);
    return this::unlock;
  }

  private synchronized void unlock() {
    locked = false;
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public long totalBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public String describe(String path) {
    return "memory:" + path;
  }

  private final class MemoryFile implements DiskFile {
    private final Content content;

    MemoryFile(Content content) {
      this.content = content;
    }

    @Override
    public int read(long position, byte[] target, int from, int length) {
      synchronized (MemoryDisk.this) {
        int count = (int) Math.max(0, Math.min(length, content.size - position));
        int written = (int) Math.max(0, Math.min(count, content.bytes.length - position));
        if (written > 0) {
          System.arraycopy(content.bytes, (int) position, target, from, written);
        }
        Arrays.fill(target, from + written, from + count, (byte) 0);
        return count;
      }
    }

    @Override
    public void write(long position, byte[] source, int from, int length) {
      synchronized (MemoryDisk.this) {
        long end = position + length;
        if (end > content.bytes.length) {
          long grown = Math.max(end, content.bytes.length * 2L);
          content.bytes =
              Arrays.copyOf(
                  content.bytes,
                  Math.toIntExact(Math.max(end, Math.min(grown, Math.max(end, content.size)))));
        }
        System.arraycopy(source, from, content.bytes, (int) position, length);
        content.size = Math.max(content.size, end);
      }
    }

    @Override
    public void force() {
      // Memory is as durable as it gets.
    }

    @Override
    public long size() {
      synchronized (MemoryDisk.this) {
        return content.size;
      }
    }

    @Override
    public void resize(long size) {
      synchronized (MemoryDisk.this) {
        if (size < content.bytes.length) {
          content.bytes = Arrays.copyOf(content.bytes, (int) size);
        }
        content.size = size;
      }
    }

    @Override
    public void close() {
      // There is no handle to give back.
    }
  }
}
