package io.skua.interop.scenario.consume;

/**
 * A scenario that is given its stage.
 *
 * @param name name for reports, also the stem of its topic
 * @param smoke whether it runs in every build in every cell
 * @param work what it does
 */
record Case(String name, boolean smoke, Work work) {

  /** What a scenario does. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void on(Stage stage) throws Exception;
  }

  static Case of(String name, Work work) {
    return new Case(name, false, work);
  }

  /** The same, as one of the few that run in every build in every cell. */
  Case asSmoke() {
    return new Case(name, true, work);
  }
}
