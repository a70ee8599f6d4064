package io.skua.server.metrics;

/**
 * Writes Prometheus' text exposition format, version 0.0.4: families in order, each with its HELP
 * and TYPE lines, then its samples. Not thread-safe.
 */
public final class PrometheusText {
  /** What HTTP calls this format. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(4096);
  private String family = "";

  /** Makes an empty page. */
  public PrometheusText() {}

  /** Begins a counter, which only grows; its name ends in {@code _total}. */
  public void counter(String name, String help) {
    begin(name, help, "counter");
  }

  /** Begins a gauge. */
  public void gauge(String name, String help) {
    begin(name, help, "gauge");
  }

  /** Writes a summary of durations without quantiles. */
  public void summary(String name, String help, long count, double sumSeconds) {
    begin(name, help, "summary");
    text.append(name).append("_sum ").append(sumSeconds).append('\n');
    text.append(name).append("_count ").append(count).append('\n');
  }

  /** Writes a gauge that has one value. */
  public void gauge(String name, String help, long value) {
    gauge(name, help);
    sample(value);
  }

  private void begin(String name, String help, String type) {
    family = name;
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** Writes the one value of the family that was begun last. */
  public void sample(long value) {
    text.append(family).append(' ').append(value).append('\n');
  }

  /** Writes a value of the family that was begun last, under a label. */
  public void sample(String label, String name, long value) {
    text.append(family).append('{');
    label(label, name);
    text.append("} ").append(value).append('\n');
  }

  /** Writes a value of the family that was begun last, under two labels. */
  public void sample(String label, String name, String secondLabel, String secondName, long value) {
    text.append(family).append('{');
    label(label, name);
    text.append(',');
    label(secondLabel, secondName);
    text.append("} ").append(value).append('\n');
  }

  private void label(String label, String name) {
    text.append(label).append("=\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(c);
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
