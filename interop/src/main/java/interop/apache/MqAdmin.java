package interop.apache;

import interop.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Apache's tool for operators, {@code mqadmin}: each command in a JVM of its own, as there. */
public final class MqAdmin {
  private static final String MAIN = "org.apache.rocketmq.tools.command.MQAdminStartup";

  /** A command takes 2 s on two idle cores; the rest is for a loaded machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private MqAdmin() {}

  /**
   * Runs a command to its end.
   *
   * @param directory its output and what it leaves behind
   * @param nameServer where it looks for brokers
   * @param command the command, and its arguments
   * @return what it printed, its logger's words among it
   * @throws AssertionError when it does not end, or not well; commands that fail may end well
   */
  public static String run(Path directory, String nameServer, List<String> command)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(MAIN);
    arguments.addAll(command);
    arguments.addAll(List.of("-n", nameServer));
    return finish("mqadmin " + command.get(0), directory, arguments);
  }

  /**
   * Runs several commands, one after the other in one JVM.
   *
   * @return what each printed, by its name
   */
  public static Map<String, String> runAll(
      Path directory, String nameServer, List<List<String>> commands) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(MqAdminSession.class.getName());
    for (List<String> command : commands) {
      arguments.addAll(command);
      arguments.addAll(List.of("-n", nameServer, MqAdminSession.END));
    }
    Map<String, String> printed = new LinkedHashMap<>();
    String all = finish("mqadmin", directory, arguments);
    for (String part : all.split(Pattern.quote(MqAdminSession.TITLE), -1)) {
      String[] lines = part.split("\\R", 2);
      printed.put(lines[0], lines.length > 1 ? lines[1] : "");
    }
    return printed;
  }

  private static String finish(String name, Path directory, List<String> arguments)
      throws IOException {
    List<String> options = new ArrayList<>(ApacheJvm.small("32m"));
    options.add("-Drocketmq.home.dir=" + directory);
    try (ChildJvm process = ChildJvm.start(name, directory, options, arguments)) {
      return process.finish(PATIENCE);
    }
  }
}
