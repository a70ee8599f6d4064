package io.skua.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command that has the others: it chooses how they talk, and what their exit codes are. */
@Command(
    name = "skua",
    description = "RocketMQ without the weight: a server and tools in one command.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = SkuaCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it worked, or was stopped as asked", "1:it did not work", "2:wrong usage"})
final class SkuaCommand implements Runnable {
  // Both back ends of the logging facade are there; naming one keeps it from searching.
  private static final String LOG_BACK_END = "slf4j.provider";

  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("serve", ServeCommand::new);
    COMMANDS.put("send", SendCommand::new);
    COMMANDS.put("consume", ConsumeCommand::new);
    COMMANDS.put("quickstart", QuickstartCommand::new);
    COMMANDS.put("cert", CertCommand::new);
    COMMANDS.put("doctor", DoctorCommand::new);
  }

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log to the standard error what happens inside.")
  private boolean verbose;

  private final boolean terminal;

  private SkuaCommand(boolean terminal) {
    this.terminal = terminal;
  }

  /**
   * Makes the command line for some arguments. When they begin with a command, the others are left
   * out: reading the annotations of all takes longer than starting a server.
   *
   * @param terminal whether people look at the output: colours and progress bars are for them
   */
  static CommandLine commandLine(boolean terminal, String... arguments) {
    SkuaCommand skua = new SkuaCommand(terminal);
    CommandLine line = new CommandLine(skua);
    String first = arguments.length == 0 ? "" : arguments[0];
    COMMANDS.forEach(
        (name, command) -> {
          if (name.equals(first) || !COMMANDS.containsKey(first)) {
            line.addSubcommand(name, command.get());
          }
        });
    boolean colours = terminal && System.getenv("NO_COLOR") == null;
    line.setColorScheme(Help.defaultColorScheme(colours ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(
        parsed -> {
          skua.chooseLog();
          return new RunLast().execute(parsed);
        });
    line.setParameterExceptionHandler(SkuaCommand::misused);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String text = command.getColorScheme().errorText(Diagnosis.of(failure)).toString();
          command.getErr().println("skua: " + text);
          command.getErr().flush();
          return 1;
        });
    return line;
  }

  // The whole usage would push the one line that matters off the screen.
  private static int misused(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("skua: " + failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    if (command.getParent() == null) {
      command.usage(err, command.getColorScheme());
    } else {
      err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** Says whether people look at the output. */
  boolean terminal() {
    return terminal;
  }

  private void chooseLog() {
    if (System.getProperty(LOG_BACK_END) == null) {
      String name = verbose ? "simple.Simple" : "nop.NOP";
      System.setProperty(LOG_BACK_END, "org.slf4j." + name + "ServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "WARN");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Says which Skua this is, and on which Java it runs. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String built = SkuaCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        String.format(
            Locale.ROOT,
            "skua %s (Java %s, %s)",
            built == null ? "unpackaged" : built,
            System.getProperty("java.version"),
            System.getProperty("os.name"))
      };
    }
  }
}
