package io.skua.cli;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    boolean terminal = Boolean.getBoolean("skua.terminal");
    System.exit(SkuaCommand.commandLine(terminal, arguments).execute(arguments));
  }
}
