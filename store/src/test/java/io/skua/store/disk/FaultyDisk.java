package io.skua.store.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk that counts, fails and crashes as a seed says. A crash tears the write that it hits, and
 * from then on every call fails; what is left then is told by {@link #afterKill} and {@link
 * #afterPowerLoss}.
 */
public final class FaultyDisk implements Disk {
  private static final int SECTOR = 512;

  private final MemoryDisk present = new MemoryDisk();
  private final TreeMap<String, State> states = new TreeMap<>();
  private final SplittableRandom random;
  private long crashAt = Long.MAX_VALUE;
  private long free = Long.MAX_VALUE;
  private long operations;
  private boolean crashed;
  private boolean failForces;
  private int logWrites;
  private int logForces;

  private static final class State {
    byte[] durable = new byte[0];
    boolean named;
    final List<long[]> unforced = new ArrayList<>();
  }

  public FaultyDisk(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Makes a disk of what another one has, all of it durable. */
  public FaultyDisk(long seed, MemoryDisk from) {
    this(seed);
    take(from, "");
  }

  private void take(MemoryDisk from, String directory) {
    for (Entry entry : from.list(directory)) {
      String path = directory.isEmpty() ? entry.name() : directory + "/" + entry.name();
      if (entry.directory()) {
        take(from, path);
      } else {
        State state = new State();
        state.named = true;
        state.durable = new byte[(int) entry.size()];
        from.open(path).read(0, state.durable, 0, state.durable.length);
        put(present, path, state.durable);
        states.put(path, state);
      }
    }
  }

  public FaultyDisk crashAt(long operation) {
    crashAt = operation;
    return this;
  }

  public void failForces(boolean fail) {
    failForces = fail;
  }

  public void free(long bytes) {
    free = bytes;
  }

  public boolean crashed() {
    return crashed;
  }

  public long operations() {
    return operations;
  }

  public int logWrites() {
    return logWrites;
  }

  public int logForces() {
    return logForces;
  }

  /** Everything written is there; the operating system lives on. */
  public MemoryDisk afterKill() {
    MemoryDisk left = new MemoryDisk();
    states.keySet().forEach(path -> put(left, path, content(path)));
    return left;
  }

  /** What was not forced is there or not, sector by sector; names that were not forced too. */
  public MemoryDisk afterPowerLoss() {
    MemoryDisk left = new MemoryDisk();
    states.forEach(
        (path, state) -> {
          if (state.named || random.nextBoolean()) {
            put(left, path, survivor(path, state));
          }
        });
    return left;
  }

  private byte[] survivor(String path, State state) {
    byte[] now = content(path);
    byte[] left =
        Arrays.copyOf(state.durable, random.nextBoolean() ? now.length : state.durable.length);
    for (long[] write : state.unforced) {
      for (long at = write[0]; at < write[1]; at = (at / SECTOR + 1) * SECTOR) {
        int end = (int) Math.min(write[1], (at / SECTOR + 1) * SECTOR);
        if (random.nextBoolean() && end <= left.length && end <= now.length) {
          System.arraycopy(now, (int) at, left, (int) at, (int) (end - at));
        }
      }
    }
    return left;
  }

  private byte[] content(String path) {
    DiskFile file = present.open(path);
    byte[] bytes = new byte[(int) file.size()];
    file.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  private static void put(MemoryDisk disk, String path, byte[] bytes) {
    DiskFile file = disk.open(path);
    file.write(0, bytes, 0, bytes.length);
    file.resize(bytes.length);
  }

  /** Counts one operation; says whether it is the one that the crash hits. */
  private boolean hit() {
    alive();
    crashed = ++operations >= crashAt;
    return crashed;
  }

  private void alive() {
    if (crashed) {
      throw new StoreException("the disk has crashed");
    }
  }

  private void change() {
    if (hit()) {
      throw new StoreException("the disk crashes");
    }
  }

  @Override
  public DiskFile open(String path) {
    alive();
    State state = states.get(path);
    if (state == null) {
      change();
      state = new State();
      states.put(path, state);
    }
    return new FaultyFile(path, present.open(path), state);
  }

  @Override
  public List<Entry> list(String directory) {
    alive();
    return present.list(directory);
  }

  @Override
  public boolean exists(String path) {
    alive();
    return present.exists(path);
  }

  @Override
  public void delete(String path) {
    change();
    present.delete(path);
    states.remove(path);
  }

  @Override
  public void replace(String from, String to) {
    change();
    present.replace(from, to);
    State state = states.remove(from);
    if (state != null) {
      state.named = true;
      states.put(to, state);
    }
  }

  @Override
  public void syncDirectory(String directory) {
    change();
    String prefix = directory.isEmpty() ? "" : directory + "/";
    states.forEach(
        (path, state) ->
            state.named |= path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0);
  }

  @Override
  public @Nullable Lock tryLock(String path) {
    open(path);
    return present.tryLock(path);
  }

  @Override
  public long freeBytes() {
    return free;
  }

  @Override
  public long totalBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public String describe(String path) {
    return "faulty:" + path;
  }

  private final class FaultyFile implements DiskFile {
    private final String path;
    private final DiskFile file;
    private final State state;

    FaultyFile(String path, DiskFile file, State state) {
      this.path = path;
      this.file = file;
      this.state = state;
    }

    @Override
    public int read(long position, byte[] target, int from, int length) {
      alive();
      return file.read(position, target, from, length);
    }

    @Override
    public void write(long position, byte[] source, int from, int length) {
      boolean torn = hit();
      int count = torn ? random.nextInt(length + 1) : length;
      file.write(position, source, from, count);
      state.unforced.add(new long[] {position, position + count});
      if (torn) {
        throw new StoreException("the disk crashes in a write to " + path);
      }
      logWrites += path.startsWith("commitlog/") ? 1 : 0;
    }

    @Override
    public void force() {
      change();
      if (failForces) {
        throw new StoreException("the disk fails to force " + path);
      }
      state.durable = Arrays.copyOf(state.durable, (int) file.size());
      for (long[] write : state.unforced) {
        int end = (int) Math.min(write[1], state.durable.length);
        file.read(write[0], state.durable, (int) write[0], (int) Math.max(0, end - write[0]));
      }
      state.unforced.clear();
      logForces += path.startsWith("commitlog/") ? 1 : 0;
    }

    @Override
    public long size() {
      alive();
      return file.size();
    }

    @Override
    public void resize(long size) {
      change();
      file.resize(size);
      state.unforced.add(new long[] {Math.min(size, state.durable.length), size});
    }

    @Override
    public void close() {
      // There is no handle to give back.
    }
  }
}
