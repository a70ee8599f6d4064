package io.skua.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import picocli.CommandLine;

/** What a command said and returned. */
record Run(int code, String out, String err) {
  /** Runs a command as the process would. */
  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    return of(out, new PrintWriter(out), arguments);
  }

  /** Runs a command whose output goes somewhere else as well as it may. */
  static Run of(StringWriter kept, PrintWriter out, String... arguments) {
    StringWriter err = new StringWriter();
    int code = of(out, new PrintWriter(err), arguments);
    return new Run(code, kept.toString(), err.toString());
  }

  /** Runs a command that writes where it is told to, and returns its code. */
  static int of(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = SkuaCommand.commandLine(false, arguments);
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }

  /** Returns an address at which nobody listens. */
  static String deadAddress() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + gone.getLocalPort();
    }
  }
}
