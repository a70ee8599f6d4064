package interop.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came out, cell by cell. Thread-safe. */
final class Conformance {
  private final Map<Cell, Tally> tallies = new HashMap<>();

  private static final class Tally {
    private int passed;
    private final List<String> failed = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
  }

  /** One run of a scenario in a cell: failed, unless it says otherwise before it is closed. */
  final class Run implements AutoCloseable {
    private final Cell cell;
    private final String scenario;
    private boolean passed;

    private Run(Cell cell, String scenario) {
      this.cell = cell;
      this.scenario = scenario;
    }

    void passed() {
      passed = true;
    }

    @Override
    public void close() {
      synchronized (tallies) {
        Tally tally = tallies.computeIfAbsent(cell, key -> new Tally());
        if (passed) {
          tally.passed++;
        } else if (Gaps.known(cell, scenario).isPresent()) {
          tally.skipped.add(scenario);
        } else {
          tally.failed.add(scenario);
        }
      }
    }
  }

  /** Begins a run. */
  Run begin(Cell cell, String scenario) {
    return new Run(cell, scenario);
  }

  /** The report: a line for each cell, and the names of what failed or was skipped. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Conformance\n");
    text.append(
        "%-8s %-12s %-8s %-6s %7s %7s %7s%n"
            .formatted("client", "name server", "broker", "set", "passed", "failed", "skipped"));
    synchronized (tallies) {
      for (Cell cell : Cell.all()) {
        Tally tally = tallies.get(cell);
        if (tally != null) {
          append(text, cell, tally);
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Cell cell, Tally tally) {
    text.append(
        "%-8s %-12s %-8s %-6s %7d %7d %7d%n"
            .formatted(
                cell.client(),
                cell.servers().nameServer(),
                cell.servers().broker(),
                Extent.ofBuild().isWhole(cell) ? "all" : "smoke",
                tally.passed,
                tally.failed.size(),
                tally.skipped.size()));
    tally.failed.forEach(name -> text.append("    failed: ").append(name).append('\n'));
    tally.skipped.forEach(
        name ->
            text.append("    skipped: ")
                .append(name)
                .append(": ")
                .append(Gaps.known(cell, name).orElse(""))
                .append('\n'));
  }
}
