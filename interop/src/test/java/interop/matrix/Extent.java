package interop.matrix;

import static interop.matrix.Kind.APACHE;
import static interop.matrix.Kind.SKUA;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much of the matrix runs. In every build: all scenarios in the three cells that differ most, a
 * smoke set in the others. With the profile {@code matrix}, all in all. The system properties
 * {@code scenarios} and {@code cells}, regular expressions of their names, narrow either for the
 * developer of one.
 */
record Extent(boolean everything, Pattern names, Pattern cells) {
  private static final Set<Cell> ALWAYS_WHOLE =
      Set.of(
          new Cell(Client.SKUA, new Cell.Servers(SKUA, SKUA)),
          new Cell(Client.SKUA, new Cell.Servers(APACHE, APACHE)),
          new Cell(Client.APACHE, new Cell.Servers(SKUA, SKUA)));

  /** What this build was asked for. */
  static Extent ofBuild() {
    return new Extent(
        Boolean.getBoolean("matrix"),
        Pattern.compile(System.getProperty("scenarios", ".*")),
        Pattern.compile(System.getProperty("cells", ".*")));
  }

  /** Whether all scenarios run in a cell. */
  boolean isWhole(Cell cell) {
    return everything || ALWAYS_WHOLE.contains(cell);
  }

  /** Whether a scenario, which may be one of the smoke set, runs in a cell. */
  boolean includes(Cell cell, String scenario, boolean smoke) {
    return (isWhole(cell) || smoke)
        && names.matcher(scenario).matches()
        && cells.matcher(cell.toString()).matches();
  }
}
