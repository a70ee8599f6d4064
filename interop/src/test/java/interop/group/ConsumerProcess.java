package interop.group;

import interop.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A member of a group in a process of its own. Not thread-safe. */
final class ConsumerProcess implements AutoCloseable {
  static final String GROUP = "rolling";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path directory;
  private final ChildJvm jvm;

  private ConsumerProcess(Path directory, ChildJvm jvm) {
    this.directory = directory;
    this.jvm = jvm;
  }

  /** Starts one; returns when it runs. */
  static ConsumerProcess start(Path directory, String address, String topic) throws IOException {
    ConsumerProcess started =
        new ConsumerProcess(
            directory,
            ChildJvm.start(
                "consumer in " + directory.getFileName(),
                directory,
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(ConsumerMain.class.getName(), address, GROUP, topic)));
    started.jvm.await(
        "a consumer that runs",
        PATIENCE,
        () ->
            started.lines().contains(ConsumerMain.STARTED) ? Optional.of(true) : Optional.empty());
    return started;
  }

  long pid() {
    return jvm.pid();
  }

  /** Asks it to end; returns whether it says that nothing was left. */
  boolean drain() {
    jvm.stop(PATIENCE);
    return lines().contains(ConsumerMain.DRAINED);
  }

  /** Returns what it has consumed, in order. */
  List<String> consumed() {
    return lines().stream()
        .filter(line -> line.startsWith(ConsumerMain.CONSUMED))
        .map(line -> line.substring(ConsumerMain.CONSUMED.length()))
        .toList();
  }

  private List<String> lines() {
    try {
      return Files.readString(directory.resolve("output.log"), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it. */
  @Override
  public void close() {
    jvm.close();
  }
}
