package bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Ratios as horizontal bars on a logarithmic scale, from the line at 1: to the right where Skua is
 * better, to the left where Apache is. Its colours stand out on light and on dark pages.
 */
public final class BarChart {
  private static final int LABELS = 360;
  private static final int BARS = 400;
  private static final int VALUES = 70;
  private static final int LINE = 22;
  private static final int TOP = 50;
  private static final double SMALLEST_END = 2;

  private BarChart() {}

  /** The chart as an SVG document. */
  public static String svg(String title, List<Row> rows) {
    List<Row> shown = rows.stream().filter(row -> usable(row.advantage())).toList();
    Scale scale = Scale.of(shown);
    int height = TOP + LINE * shown.size() + 30;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            .formatted(LABELS + BARS + VALUES, height));
    svg.append(" font-size=\"12\" role=\"img\">\n<title>").append(escaped(title));
    svg.append("</title>\n<style>text{fill:#555}.better{fill:#2a8a6a}.worse{fill:#c0603a}");
    svg.append("line{stroke:#888}");
    svg.append("@media(prefers-color-scheme:dark){text{fill:#bbb}.better{fill:#4cc29a}");
    svg.append(".worse{fill:#e08a60}}</style>\n");
    text(svg, 10, 20, "start", title);
    for (double tick = scale.low; tick <= scale.high * 1.001; tick *= 2) {
      tick(svg, scale.x(tick), height, tick);
    }
    for (int i = 0; i < shown.size(); i++) {
      bar(svg, scale, TOP + i * LINE, shown.get(i));
    }
    return svg.append("</svg>\n").toString();
  }

  private static boolean usable(double advantage) {
    return Double.isFinite(advantage) && advantage > 0;
  }

  private static void tick(StringBuilder svg, double x, int height, double value) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke-width=\"%s\"/>%n",
            x,
            x,
            TOP - 8,
            height - 24,
            Math.abs(value - 1) < 1e-9 ? "1.5" : "0.3"));
    text(svg, x, height - 8, "middle", label(value));
  }

  private static String label(double tick) {
    return tick >= 1
        ? String.format(Locale.ROOT, "%.0f ×", tick)
        : String.format(Locale.ROOT, "1/%.0f ×", 1 / tick);
  }

  private static void bar(StringBuilder svg, Scale scale, int y, Row row) {
    double from = scale.x(1);
    double to = scale.x(row.advantage());
    text(svg, LABELS - 10, y + 12, "end", row.name() + ", " + row.unit());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\"/>%n",
            row.advantage() >= 1 ? "better" : "worse",
            Math.min(from, to),
            y,
            Math.max(1, Math.abs(to - from))));
    text(svg, Math.max(from, to) + 6, y + 12, "start", Table.ratio(row.advantage()));
  }

  private static void text(StringBuilder svg, double x, int y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** From a ratio to a place on the page; both ends are powers of two around all ratios. */
  private record Scale(double low, double high) {
    static Scale of(List<Row> rows) {
      double low = 1 / SMALLEST_END;
      double high = SMALLEST_END;
      for (Row row : rows) {
        while (low > row.advantage()) {
          low /= 2;
        }
        while (high < row.advantage()) {
          high *= 2;
        }
      }
      return new Scale(low, high);
    }

    double x(double ratio) {
      return LABELS + BARS * Math.log(ratio / low) / Math.log(high / low);
    }
  }
}
