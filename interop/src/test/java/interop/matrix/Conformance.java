package interop.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came out, cell by cell and suite by suite. Thread-safe. */
final class Conformance {
  private final Map<Place, Tally> tallies = new HashMap<>();

  /** Whose scenarios they are. */
  enum Suite {
    PRODUCERS,
    CONSUMERS
  }

  private record Place(Suite suite, Cell cell) {}

  private static final class Tally {
    private int passed;
    private final List<String> failed = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
  }

  /** One run of a scenario in a cell: failed, unless it says otherwise before it is closed. */
  final class Run implements AutoCloseable {
    private final Place place;
    private final String scenario;
    private boolean passed;

    private Run(Place place, String scenario) {
      this.place = place;
      this.scenario = scenario;
    }

    void passed() {
      passed = true;
    }

    @Override
    public void close() {
      synchronized (tallies) {
        Tally tally = tallies.computeIfAbsent(place, key -> new Tally());
        if (passed) {
          tally.passed++;
        } else if (Gaps.known(place.cell, scenario).isPresent()) {
          tally.skipped.add(scenario);
        } else {
          tally.failed.add(scenario);
        }
      }
    }
  }

  /** Begins a run. */
  Run begin(Suite suite, Cell cell, String scenario) {
    return new Run(new Place(suite, cell), scenario);
  }

  /** The report: a line for each suite and cell, and the names of what failed or was skipped. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Conformance\n");
    text.append(
        "%-10s %-8s %-12s %-8s %-6s %7s %7s %7s%n"
            .formatted(
                "suite", "client", "name server", "broker", "set", "passed", "failed", "skipped"));
    synchronized (tallies) {
      for (Suite suite : Suite.values()) {
        for (Cell cell : Cell.all()) {
          Tally tally = tallies.get(new Place(suite, cell));
          if (tally != null) {
            append(text, suite, cell, tally);
          }
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Suite suite, Cell cell, Tally tally) {
    text.append(
        "%-10s %-8s %-12s %-8s %-6s %7d %7d %7d%n"
            .formatted(
                suite,
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
