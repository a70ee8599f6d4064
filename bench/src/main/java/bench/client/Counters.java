package bench.client;

import com.sun.management.ThreadMXBean;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process has used since it began: Linux's counters below {@code /proc}, and the JVM's count
 * of allocated bytes. Threads that end between two readings are missing in what is summed over
 * threads.
 *
 * @param cpuSeconds processor time of the process, user and system; steps of 0.01 s
 * @param serverCpuSeconds the same of the server's process
 * @param allocated allocated bytes by thread
 * @param ioCalls system calls that read or write files or sockets
 * @param switches how often a thread gave its processor away, as it does to wait
 */
record Counters(
    double cpuSeconds,
    double serverCpuSeconds,
    Map<Long, Long> allocated,
    long ioCalls,
    long switches) {
  private static final double TICKS_PER_SECOND = 100;

  /** Fields after the name of the program, which may have blanks: user and system time. */
  private static final int USER_TIME = 11;

  private static final Path SELF = Path.of("/proc/self");

  /** Reads all before the work; what reading itself uses is counted as little as can be. */
  static Counters before(long serverPid) {
    long switches = countSwitches();
    double server = cpuOf(process(serverPid));
    double own = cpuOf(SELF);
    long ioCalls = countIoCalls();
    return new Counters(own, server, allocatedByThread(), ioCalls, switches);
  }

  /** Reads all after the work, in the opposite order. */
  static Counters after(long serverPid) {
    Map<Long, Long> allocated = allocatedByThread();
    long ioCalls = countIoCalls();
    double own = cpuOf(SELF);
    double server = cpuOf(process(serverPid));
    return new Counters(own, server, allocated, ioCalls, countSwitches());
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static long countIoCalls() {
    String io = text(SELF.resolve("io"));
    return number("syscr", io) + number("syscw", io);
  }

  /** Processor time of this process so far. Uses few classes: it is read while starting. */
  static double cpuNow() {
    return cpuOf(SELF);
  }

  private static double cpuOf(Path process) {
    String stat = text(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    return ticks / TICKS_PER_SECOND;
  }

  /** Bytes that all threads have allocated since an earlier reading. */
  long allocatedSince(Counters earlier) {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : allocated.entrySet()) {
      sum += thread.getValue() - earlier.allocated.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  private static Map<Long, Long> allocatedByThread() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      allocated.put(ids[i], Math.max(0, bytes[i]));
    }
    return allocated;
  }

  private static long countSwitches() {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(SELF.resolve("task"))) {
      for (Path thread : threads) {
        sum += number("voluntary_ctxt_switches", text(thread.resolve("status")));
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list this process's threads", e);
    }
  }

  private static long number(String name, String text) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).trim()))
        .findFirst()
        .orElse(0);
  }

  private static String text(Path file) {
    // A stream of java.io: those of java.nio.file would load a dozen classes into a starting
    // process.
    try (InputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ", which Linux has", e);
    }
  }
}
