package interop.process;

import interop.harness.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, with everything it writes (home, temporary files, output) in one directory. It
 * dies with the tests. Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {
  /** A broker that fails to start says why and then ends in order, which takes it 100 lines. */
  private static final int TAIL_LINES = 300;

  private static final Duration KILL_PATIENCE = Duration.ofSeconds(90);
  private final String name;
  private final Process process;
  private final Path output;

  private ChildJvm(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a main class with the class path of the tests. Tests that must not have Apache's servers
   * on their own name a file with that of this module by the system property {@code
   * servers.classpath}.
   *
   * @param name name for failures
   * @param directory directory of the process; made when missing
   * @param options options of the JVM
   * @param mainAndArguments name of the main class, and its arguments
   */
  public static ChildJvm start(
      String name, Path directory, List<String> options, List<String> mainAndArguments)
      throws IOException {
    return start(name, directory, classPath(), options, mainAndArguments);
  }

  /**
   * The same with another class path.
   *
   * @param classPath has {@link Guard} too
   */
  public static ChildJvm start(
      String name,
      Path directory,
      String classPath,
      List<String> options,
      List<String> mainAndArguments)
      throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    Path output = directory.resolve("output.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + home);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(options);
    command.add(Guard.class.getName());
    command.addAll(mainAndArguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    // Not on the command line: it is longer than some systems allow.
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new ChildJvm(name, builder.start(), output);
  }

  private static String classPath() throws IOException {
    String file = System.getProperty("servers.classpath");
    return file == null ? System.getProperty("java.class.path") : Files.readString(Path.of(file));
  }

  /**
   * Waits until a condition holds.
   *
   * @throws AssertionError when the process ended before, or the time is over; the text has the end
   *     of the process's output
   */
  public <T> T await(String what, Duration patience, Eventually.Question<T> question) {
    try {
      return Eventually.get(
          what,
          patience,
          () -> {
            if (!process.isAlive()) {
              throw new Eventually.Hopeless("the process ended with " + process.exitValue());
            }
            return question.ask();
          });
    } catch (AssertionError e) {
      throw new AssertionError(name + ": " + e.getMessage() + "\n" + tail(), e.getCause());
    }
  }

  /**
   * Waits for a process that ends by itself.
   *
   * @return all that it printed
   * @throws AssertionError when it does not end in time, or not with 0; the text has the end of its
   *     output
   */
  public String finish(Duration patience) {
    if (!ends(patience)) {
      throw new AssertionError(
          "%s does not end within %d s%n%s".formatted(name, patience.toSeconds(), tail()));
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("%s ended with %d%n%s".formatted(name, process.exitValue(), tail()));
    }
    return printed();
  }

  /** The id of the process. */
  public long pid() {
    return process.pid();
  }

  /** The last lines of what the process printed. */
  public String tail() {
    List<String> lines = printed().lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    return "--- end of " + output + "\n" + String.join("\n", last);
  }

  private String printed() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output of " + name, e);
    }
  }

  /**
   * Asks the process to end, as an operator would, and waits.
   *
   * @throws AssertionError when it does not end in time; it is killed then
   */
  public void stop(Duration patience) {
    // Not Process.destroy: it closes the child's standard input, which the guard takes for our end.
    process.toHandle().destroy();
    if (!ends(patience)) {
      String tail = tail();
      close();
      throw new AssertionError(
          "%s did not stop in %d s\n%s".formatted(name, patience.toSeconds(), tail));
    }
  }

  /** Kills the process and waits for its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    if (!ends(KILL_PATIENCE)) {
      throw new AssertionError(name + ", process " + process.pid() + ", survives a kill");
    }
  }

  private boolean ends(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + name + " was ending", e);
    }
  }
}
