package interop.harness;

import java.util.List;

/** The scenarios, compiled against one client. */
public interface Catalogue {

  /**
   * A scenario with what the tests must know of it.
   *
   * @param name name for reports, also the stem of its topic
   * @param topic topic that the scenario sends to whatever it is told; empty when it obeys
   * @param scenario what it does
   */
  record Entry(String name, String topic, Scenario scenario) {}

  /** All scenarios, in a fixed order that is the same for every client. */
  List<Entry> entries();
}
