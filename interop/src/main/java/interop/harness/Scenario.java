package interop.harness;

/**
 * Something that users do with a producer. It holds no state, so one object serves many runs. It
 * checks what only the client can tell (texts of refusals, say) and reports what it sent; the test
 * reads that back on a way of its own.
 */
public interface Scenario {

  /**
   * Sends, and waits until everything sent is on its way for good.
   *
   * @throws Exception whatever the client throws: the scenario failed
   */
  Report run(Target target) throws Exception;
}
