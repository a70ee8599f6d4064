package interop.matrix;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/**
 * Where a scenario cannot pass, and why: each line is a promise that is not kept, of ours or of
 * Apache's. What is here is reported as skipped.
 */
final class Gaps {
  private record Gap(String scenario, Predicate<Cell> cells, String reason) {}

  private static final String DEAD_NAME_SERVER =
      "Apache's client may ask the dead name server first, and then fails at once";

  private static final List<Gap> ALL =
      List.of(
          new Gap(
              "first-name-server-is-dead",
              cell -> cell.client() == Client.APACHE,
              DEAD_NAME_SERVER),
          new Gap(
              "second-name-server-is-dead",
              cell -> cell.client() == Client.APACHE,
              DEAD_NAME_SERVER),
          new Gap(
              "request-that-waits",
              cell -> cell.client() == Client.APACHE,
              "Apache's client 5.3.3 waits for the sending only, and then says time-out"));

  private Gaps() {}

  /** Why a scenario cannot pass in a cell; empty when it has to. */
  static Optional<String> known(Cell cell, String scenario) {
    return ALL.stream()
        .filter(gap -> gap.scenario.equals(scenario) && gap.cells.test(cell))
        .map(Gap::reason)
        .findFirst();
  }

  /** Ends the test as skipped when it cannot pass. */
  static void skipIfKnown(Cell cell, String scenario) {
    known(cell, scenario).ifPresent(Assumptions::abort);
  }
}
