package bench.run;

import bench.client.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A measured process: a fresh JVM that prints its figures and ends. */
final class Program {
  private static final int PATIENCE_SECONDS = 600;
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path CLASSES = TARGET.resolve("classes");

  /** What the build has found to be needed by each measured process, one file each. */
  static final Path CLASS_PATHS = TARGET.resolve("class-paths");

  private Program() {}

  /** The jars that the build has listed for a client. */
  static List<Path> jars(String list) throws IOException {
    String text = Files.readString(CLASS_PATHS.resolve(list)).trim();
    return List.of(text.split(java.io.File.pathSeparator, -1)).stream().map(Path::of).toList();
  }

  /**
   * Runs a main class to its end.
   *
   * @param directory where it may write; its home
   * @param jars its class path, besides the module's own classes
   * @throws IllegalStateException when it fails, with what it printed
   */
  static Map<String, Double> run(
      Path directory, List<String> options, List<Path> jars, List<String> mainAndArguments)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path output = Files.createTempFile(directory, "output", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + directory);
    command.addAll(options);
    command.addAll(mainAndArguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    List<String> classPath = new ArrayList<>();
    jars.forEach(jar -> classPath.add(jar.toString()));
    // Last: a directory is asked by the file system for every class that a jar behind it has.
    classPath.add(CLASSES.toString());
    builder.environment().put("CLASSPATH", String.join(java.io.File.pathSeparator, classPath));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String text = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(
            mainAndArguments + (ended ? " failed:\n" : " did not end:\n") + text);
      }
      return figures(text);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Map<String, Double> figures(String output) {
    Map<String, Double> figures = new LinkedHashMap<>();
    output
        .lines()
        .filter(line -> line.startsWith(Main.MARK))
        .map(line -> line.split(" ", -1))
        .forEach(words -> figures.put(words[1], Double.valueOf(words[2])));
    return figures;
  }
}
