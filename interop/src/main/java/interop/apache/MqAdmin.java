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

/** Apache's tool for operators, {@code mqadmin}. */
public final class MqAdmin {
  /** Has 5 s for its first question, others 3 s: too few for a young JVM on a loaded machine. */
  private static final List<String> WARM_UP = List.of("clusterList");

  /** A command takes 2 s on two idle cores; the rest is for a loaded machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private MqAdmin() {}

  /**
   * Runs several commands to their ends, one after the other in one JVM.
   *
   * @param directory its output and what it leaves behind
   * @param nameServer where it looks for brokers
   * @param commands the commands, each with its arguments
   * @return what each printed, by its name, its logger's words among it
   * @throws AssertionError when it does not end, or not well; commands that fail may end well
   */
  public static Map<String, String> run(
      Path directory, String nameServer, List<List<String>> commands) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(MqAdminSession.class.getName());
    add(WARM_UP, nameServer, arguments);
    commands.forEach(command -> add(command, nameServer, arguments));
    Map<String, String> printed = new LinkedHashMap<>();
    String all = finish(directory, arguments);
    for (String part : all.split(Pattern.quote(MqAdminSession.TITLE), -1)) {
      String[] lines = part.split("\\R", 2);
      printed.put(lines[0], lines.length > 1 ? lines[1] : "");
    }
    return printed;
  }

  private static void add(List<String> command, String nameServer, List<String> arguments) {
    arguments.addAll(command);
    arguments.addAll(List.of("-n", nameServer, MqAdminSession.END));
  }

  private static String finish(Path directory, List<String> arguments) throws IOException {
    List<String> options = new ArrayList<>(ApacheJvm.small("32m"));
    options.add("-Drocketmq.home.dir=" + directory);
    try (ChildJvm process = ChildJvm.start("mqadmin", directory, options, arguments)) {
      return process.finish(PATIENCE);
    }
  }
}
