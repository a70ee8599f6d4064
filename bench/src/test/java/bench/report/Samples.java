package bench.report;

import java.util.List;

/**
 * The figures of one side of a row.
 *
 * @param values one per run, in the order of the runs; at least one
 */
public record Samples(List<Double> values) {
  /** Copies the list. */
  public Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no sample");
    }
    values = List.copyOf(values);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The smallest. */
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The largest. */
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
