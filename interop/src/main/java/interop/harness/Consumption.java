package interop.harness;

/**
 * Something that users do with a consumer. It holds no state, so one object serves many runs. What
 * it sends, the consumer must be given: the scenario itself compares both.
 */
@FunctionalInterface
public interface Consumption {

  /**
   * Sends and consumes, until everything expected has come.
   *
   * @throws Exception whatever the client throws: the scenario failed
   */
  void run(Target target) throws Exception;
}
