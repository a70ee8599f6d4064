package io.skua.cli;

import io.skua.cli.doctor.Finding;
import io.skua.cli.doctor.Level;
import io.skua.cli.doctor.Report;
import io.skua.wire.Output;
import io.skua.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** What the doctor has found, for people and for scripts. */
final class ReportPrinter {
  private static final String INDENT = "        ";

  private ReportPrinter() {}

  /** Returns a line for each finding, and one below it for its remedy, by what they are about. */
  static String text(Report report, Ansi ansi) {
    StringBuilder text = new StringBuilder();
    for (Report.Section section : report.sections()) {
      text.append(section.title()).append(System.lineSeparator());
      for (Finding finding : section.findings()) {
        append(text, finding, ansi);
      }
      text.append(System.lineSeparator());
    }
    return text.append(summary(report)).toString();
  }

  private static void append(StringBuilder text, Finding finding, Ansi ansi) {
    text.append("  ").append(mark(finding.level(), ansi)).append("  ");
    text.append(MessagePrinter.visible(finding.subject())).append(' ');
    text.append(MessagePrinter.visible(finding.text())).append(System.lineSeparator());
    if (!finding.remedy().isEmpty()) {
      text.append(INDENT).append("-> ").append(MessagePrinter.visible(finding.remedy()));
      text.append(System.lineSeparator());
    }
  }

  private static String mark(Level level, Ansi ansi) {
    return switch (level) {
      case OK -> ansi.string("@|green ok  |@");
      case WARN -> ansi.string("@|yellow warn|@");
      case FAIL -> ansi.string("@|bold,red FAIL|@");
    };
  }

  private static String summary(Report report) {
    int failures = report.count(Level.FAIL);
    int warnings = report.count(Level.WARN);
    return failures + warnings == 0
        ? "All is well."
        : failures
            + (failures == 1 ? " failure, " : " failures, ")
            + warnings
            + (warnings == 1 ? " warning." : " warnings.");
  }

  /** Returns one object on one line. */
  static String json(Report report) {
    Output out = new Output(4096);
    JsonWriter json = JsonWriter.strict(out).object();
    json.member("level", name(report.worst()));
    json.name("findings").array();
    for (Report.Section section : report.sections()) {
      for (Finding finding : section.findings()) {
        json.object();
        json.member("section", section.title());
        json.member("check", finding.check());
        json.member("subject", finding.subject());
        json.member("level", name(finding.level()));
        json.member("text", finding.text());
        json.member("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
        json.endObject();
      }
    }
    json.endArray().endObject();
    return new String(out.array(), 0, out.size(), StandardCharsets.US_ASCII);
  }

  private static String name(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
