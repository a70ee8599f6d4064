package bench.transport;

import bench.client.Main;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The processor time of this process, read with as few classes as can be. */
final class Cpu {
  /** Bytes that go there and come back. */
  static final int BYTES = 100;

  private static final int USER_TIME = 11;
  private static final double TICKS_PER_SECOND = 100;

  private Cpu() {}

  static void print() {
    try (InputStream in = new FileInputStream("/proc/self/stat")) {
      String stat = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
      System.out.println(Main.MARK + "cpu " + ticks / TICKS_PER_SECOND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc/self/stat, which Linux has", e);
    }
    // Ends now: what the transport would do to close is not measured.
    Runtime.getRuntime().halt(0);
  }
}
