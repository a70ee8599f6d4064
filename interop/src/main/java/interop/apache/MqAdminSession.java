package interop.apache;

import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.tools.command.MQAdminStartup;

/** Runs several commands of {@code mqadmin} one after the other: a JVM for each takes seconds. */
public final class MqAdminSession {
  /** Stands between two commands. */
  static final String END = ";";

  /** Begins the output of a command, before its name. */
  static final String TITLE = "==> ";

  private MqAdminSession() {}

  /** Takes the commands as arguments, {@link #END} after each. */
  public static void main(String[] arguments) {
    List<String> command = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(END)) {
        System.out.println(TITLE + command.get(0));
        MQAdminStartup.main0(command.toArray(String[]::new), null);
        command.clear();
      } else {
        command.add(argument);
      }
    }
    System.exit(0); // Some commands leave threads behind that end later.
  }
}
