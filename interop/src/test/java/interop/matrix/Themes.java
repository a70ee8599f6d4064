package interop.matrix;

import interop.harness.Eventually;
import interop.harness.Operator;
import interop.operator.Console;
import interop.process.ChildJvm;
import interop.process.Guard;
import interop.process.Programs;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.slf4j.LoggerFactory;
import org.slf4j.nop.NOPServiceProvider;

/**
 * Programs over both jars that have Apache's API, at the servers of both kinds: four processes, and
 * all programs side by side in each. Those over the drop-in jar are compiled against it here, and
 * have it, SLF4J and nothing else on their class path. Thread-safe.
 */
final class Themes implements AutoCloseable {
  private static final String PACKAGE = "themes.";
  private static final int QUEUES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  /** Topics that programs need beside their own. */
  private static final Map<String, UnaryOperator<String>> OTHER_TOPICS =
      Map.of("Traces", topic -> topic + "-traces", "Namespaces", topic -> "team%" + topic);

  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Drocketmq.client.rebalance.waitInterval=2000",
          "-Drocketmq.client.rebalance.minInterval=200");

  /** Of a message, with an IPv4 or an IPv6 address. */
  private static final Pattern ID = Pattern.compile("[0-9A-F]{56}|[0-9A-F]{32}");

  /** A producer begins with any queue of its topic. */
  private static final Pattern PLACE =
      Pattern.compile("brokerName=[^,]+, queueId=\\d+], queueOffset=\\d+");

  /** What a program is run over. */
  private enum Jar {
    ROCKETMQ_CLIENT,
    DROP_IN;

    String topic(String program) {
      return program + "-over-" + this;
    }
  }

  private record Run(Jar jar, Kind servers) {
    @Override
    public String toString() {
      return "%s at servers of %s".formatted(jar, servers);
    }
  }

  private record Running(ChildJvm process, Path outputs) {}

  private final Map<Run, CompletableFuture<Running>> runs = new HashMap<>();

  /** Begins to run programs; does not wait. */
  static Themes start(List<String> programs, Clusters clusters, Path directory) {
    CompletableFuture<String> dropIn =
        CompletableFuture.supplyAsync(() -> compiled(directory.resolve("classes")));
    Themes themes = new Themes();
    for (Kind servers : Kind.values()) {
      for (Jar jar : Jar.values()) {
        Run run = new Run(jar, servers);
        Path place = directory.resolve(jar + "-" + servers);
        themes.runs.put(
            run,
            CompletableFuture.supplyAsync(
                () -> {
                  Cluster cluster = clusters.get(new Cell.Servers(servers, servers));
                  String classPath =
                      jar == Jar.DROP_IN ? dropIn.join() : System.getProperty("java.class.path");
                  return begin(run, programs, cluster, place, classPath);
                }));
      }
    }
    return themes;
  }

  /** Compiles the programs against the drop-in jar alone; returns the class path to run them. */
  private static String compiled(Path classes) {
    Path jar = Path.of(System.getProperty("dropin.jar"));
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no " + jar + "; the module dropin makes it (mvn package)");
    }
    String against = classPath(jar, home(LoggerFactory.class));
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-Xlint:all", "-Xlint:-options", "-Werror"));
    arguments.addAll(List.of("-d", classes.toString(), "-cp", against));
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("themes")))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    } catch (IOException e) {
      throw new UncheckedIOException("no sources", e);
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new AssertionError(
          "not compiled against the drop-in jar:\n" + messages.toString(StandardCharsets.UTF_8));
    }
    return classPath(
        classes, jar, home(LoggerFactory.class), home(NOPServiceProvider.class), home(Guard.class));
  }

  private static String classPath(Path... places) {
    return Stream.of(places).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no place of " + type, e);
    }
  }

  private static Running begin(
      Run run, List<String> programs, Cluster cluster, Path directory, String classPath) {
    String nameServer = cluster.nameServer().address();
    Path outputs = directory.resolve("outputs");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Programs.class.getName(), outputs.toString(), nameServer));
    try {
      Operator operator = new Console(nameServer, cluster.broker().address());
      for (String program : programs) {
        String topic = run.jar().topic(program);
        operator.topic(topic, QUEUES, QUEUES, Operator.READ_WRITE);
        UnaryOperator<String> other = OTHER_TOPICS.get(program);
        if (other != null) {
          operator.topic(other.apply(topic), QUEUES, QUEUES, Operator.READ_WRITE);
        }
        command.addAll(List.of(PACKAGE + program, topic));
      }
      return new Running(
          ChildJvm.start(run.toString(), directory, classPath, JVM, command), outputs);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + run, e);
    }
  }

  /**
   * Waits for a program to have ended everywhere.
   *
   * @return what it has printed, by where that was
   */
  Map<String, List<String>> outputs(String program) {
    Map<String, List<String>> outputs = new HashMap<>();
    runs.forEach(
        (run, start) -> {
          Running running = start.join();
          String output =
              running.process.await(
                  "the end of " + program, PATIENCE, () -> output(running.outputs, program));
          outputs.put(run.toString(), normal(output, run.jar().topic(program)));
        });
    return outputs;
  }

  private static Optional<String> output(Path directory, String program) throws Exception {
    Path failed = directory.resolve(program + Programs.FAILED);
    if (Files.exists(failed)) {
      throw new Eventually.Hopeless(Files.readString(failed));
    }
    Path done = directory.resolve(program + Programs.DONE);
    return Files.exists(done) ? Optional.of(Files.readString(done)) : Optional.empty();
  }

  /**
   * Returns the lines of an output without what is different each time. Lines about one thing,
   * which is what comes before their colon, keep their order, and the things are sorted.
   */
  private static List<String> normal(String output, String topic) {
    String general = output.replace(topic, "TOPIC");
    general = ID.matcher(general).replaceAll("ID");
    general = PLACE.matcher(general).replaceAll("PLACE");
    return general
        .lines()
        .sorted(Comparator.comparing((String line) -> line.split(":", 2)[0]))
        .toList();
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    for (CompletableFuture<Running> start : runs.values()) {
      start.thenAccept(running -> running.process.close()).exceptionally(failure -> null).join();
    }
  }
}
