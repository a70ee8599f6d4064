package io.skua.store.disk;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system. Files are read and written by system calls and never mapped, so
 * that a full or failing disk is an exception and not a signal that ends the process.
 */
public final class FileDisk implements Disk {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  private final Path root;

  /** Makes a disk of a directory, which need not exist yet. */
  public FileDisk(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  private interface Action<T> {
    T run(Path path) throws IOException;
  }

  private <T> T attempt(String what, String path, Action<T> action) {
    Path full = root.resolve(path);
    try {
      return action.run(full);
    } catch (IOException e) {
      throw failure(what, full, e);
    }
  }

  private static StoreException failure(String what, Path path, IOException e) {
    return new StoreException(
        "cannot "
            + what
            + " "
            + path
            + ": "
            + e
            + "; check that the disk has room and that this user may write there",
        e);
  }

  @Override
  public DiskFile open(String path) {
    return attempt(
        "open",
        path,
        full -> {
          makeParent(full);
          return new ChannelFile(full, channel(full));
        });
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static void makeParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  @Override
  public List<Entry> list(String directory) {
    return attempt("list", directory, FileDisk::entries);
  }

  private static List<Entry> entries(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        boolean isDirectory = Files.isDirectory(path);
        entries.add(
            new Entry(
                String.valueOf(path.getFileName()),
                isDirectory,
                isDirectory ? 0 : Files.size(path)));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public void delete(String path) {
    attempt("delete", path, Files::deleteIfExists);
  }

  @Override
  public void replace(String from, String to) {
    attempt(
        "replace",
        to,
        full ->
            Files.move(
                root.resolve(from),
                full,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
    int slash = to.lastIndexOf('/');
    syncDirectory(slash < 0 ? "" : to.substring(0, slash));
  }

  @Override
  public void syncDirectory(String directory) {
    if (WINDOWS) {
      return; // Windows cannot open a directory, and makes names durable by itself.
    }
    @Nullable Path path = root.resolve(directory);
    for (; path != null && path.startsWith(root); path = path.getParent()) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        throw failure("make durable the names in", path, e);
      }
    }
  }

  @Override
  public @Nullable Lock tryLock(String path) {
    Path full = root.resolve(path);
    try {
      return lock(full);
    } catch (IOException e) {
      throw failure("lock", full, e);
    }
  }

  private static @Nullable Lock lock(Path path) throws IOException {
    makeParent(path);
    FileChannel channel = channel(path);
    boolean held = false;
    try {
      FileLock lock = channel.tryLock(0, 1, false);
      if (lock == null) {
        return null;
      }
      channel.write(ByteBuffer.wrap("lock".getBytes(StandardCharsets.US_ASCII)), 0);
      held = true;
      return () -> closeLock(path, channel);
    } catch (OverlappingFileLockException e) {
      return null; // Held by another store of this process.
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static void closeLock(Path path, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure("release the lock", path, e);
    }
  }

  @Override
  public long freeBytes() {
    return attempt("ask for free space of", "", path -> fileStore(path).getUsableSpace());
  }

  @Override
  public long totalBytes() {
    return attempt("ask for the size of", "", path -> fileStore(path).getTotalSpace());
  }

  private static FileStore fileStore(Path path) throws IOException {
    Files.createDirectories(path);
    return Files.getFileStore(path);
  }

  @Override
  public String describe(String path) {
    return root.resolve(path).toString();
  }

  private static final class ChannelFile implements DiskFile {
    private final Path path;
    private final FileChannel channel;

    ChannelFile(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public int read(long position, byte[] target, int from, int length) {
      ByteBuffer buffer = ByteBuffer.wrap(target, from, length);
      try {
        long at = position;
        while (buffer.hasRemaining()) {
          int count = channel.read(buffer, at);
          if (count < 0) {
            break;
          }
          at += count;
        }
      } catch (IOException e) {
        throw failure("read " + length + " bytes at " + position + " of", path, e);
      }
      return length - buffer.remaining();
    }

    @Override
    public void write(long position, byte[] source, int from, int length) {
      ByteBuffer buffer = ByteBuffer.wrap(source, from, length);
      try {
        long at = position;
        while (buffer.hasRemaining()) {
          at += channel.write(buffer, at);
        }
      } catch (IOException e) {
        throw failure("write " + length + " bytes at " + position + " to", path, e);
      }
    }

    @Override
    public void force() {
      try {
        channel.force(true);
      } catch (IOException e) {
        throw failure("make durable", path, e);
      }
    }

    @Override
    public long size() {
      try {
        return channel.size();
      } catch (IOException e) {
        throw failure("ask for the length of", path, e);
      }
    }

    @Override
    public void resize(long size) {
      try {
        long now = channel.size();
        if (size < now) {
          channel.truncate(size);
        } else if (size > now) {
          // A channel only grows by a write; the byte before the end is a zero like all others.
          channel.write(ByteBuffer.allocate(1), size - 1);
        }
      } catch (IOException e) {
        throw failure("set to " + size + " the length of", path, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw failure("close", path, e);
      }
    }
  }
}
