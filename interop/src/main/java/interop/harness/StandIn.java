package interop.harness;

/**
 * A broker with four queues that keeps nothing and conducts itself badly. Closing takes it out of
 * the routes.
 */
public interface StandIn extends AutoCloseable {
  /** Its name. */
  String brokerName();

  /** How many requests to store messages it has got. */
  int sends();

  @Override
  void close();
}
