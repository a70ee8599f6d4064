package interop.harness;

import java.util.List;

/** The scenarios of consumers, compiled against one client. They may run side by side. */
public interface ConsumerCatalogue extends AutoCloseable {

  /**
   * A scenario with what the tests must know of it.
   *
   * @param name name for reports, also the stem of its topic
   * @param smoke whether it runs in every build in every cell
   * @param scenario what it does
   */
  record Entry(String name, boolean smoke, Consumption scenario) {}

  /** All scenarios, in a fixed order that is the same for every client. */
  List<Entry> entries();

  /** Ends what the scenarios share. */
  @Override
  void close();
}
