package interop.harness;

import java.util.List;

/** The scenarios, compiled against one client. */
public interface Catalogue {

  /**
   * A scenario with what the tests must know of it.
   *
   * @param name name for reports, also the stem of its topic
   * @param topic topic that the scenario sends to whatever it is told; empty when it obeys
   * @param smoke whether it runs in every build in every cell
   * @param scenario what it does
   */
  record Entry(String name, String topic, boolean smoke, Scenario scenario) {
    /** A scenario that sends to the topic it is told. */
    public static Entry of(String name, Scenario scenario) {
      return new Entry(name, "", false, scenario);
    }

    /** The same, as one of the few that run in every build in every cell. */
    public Entry asSmoke() {
      return new Entry(name, topic, true, scenario);
    }

    /** The same, for a scenario that has a topic of its own. */
    public Entry withTopic(String own) {
      return new Entry(name, own, smoke, scenario);
    }
  }

  /** All scenarios, in a fixed order that is the same for every client. */
  List<Entry> entries();

  /** The scenario with a name. */
  default Scenario named(String name) {
    return entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scenario " + name))
        .scenario();
  }
}
