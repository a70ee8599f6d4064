package bench.report;

import java.util.List;
import java.util.Locale;

/** Rows as text. */
public final class Table {
  private Table() {}

  /**
   * One Markdown table per group, in the order of the rows. A ratio of figures that overlap has a
   * {@code ~} before it.
   */
  public static String markdown(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (Row row : rows) {
      if (!row.group().equals(group)) {
        group = row.group();
        text.append("\n### ").append(group).append("\n\n");
        text.append("| measure | Skua: median (min..max) | Apache: median (min..max) | ratio |\n");
        text.append("|---|--:|--:|--:|\n");
      }
      text.append("| ").append(row.name()).append(", ").append(row.unit());
      text.append(" | ").append(spread(row.skua()));
      text.append(" | ").append(spread(row.apache()));
      text.append(row.overlaps() ? " | ~ " : " | ").append(ratio(row.advantage()));
      text.append(" |\n");
    }
    return text.toString();
  }

  /** All samples, one per line. */
  public static String csv(List<Row> rows) {
    StringBuilder text = new StringBuilder("group,measure,unit,side,run,value\n");
    for (Row row : rows) {
      side(text, row, "skua", row.skua());
      side(text, row, "apache", row.apache());
    }
    return text.toString();
  }

  private static void side(StringBuilder text, Row row, String side, Samples samples) {
    for (int run = 0; run < samples.values().size(); run++) {
      text.append(
          "\"%s\",\"%s\",\"%s\",%s,%d,%s%n"
              .formatted(
                  row.group(), row.name(), row.unit(), side, run, samples.values().get(run)));
    }
  }

  private static String spread(Samples samples) {
    return "%s (%s..%s)"
        .formatted(number(samples.median()), number(samples.min()), number(samples.max()));
  }

  /** Three digits that count, no more. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A ratio as it is written in tables and charts. */
  static String ratio(double advantage) {
    return Double.isFinite(advantage) ? number(advantage) + " ×" : "-";
  }
}
