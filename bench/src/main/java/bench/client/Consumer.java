package bench.client;

/** A push consumer of the client under test, with the settings that a user gets. */
public interface Consumer extends AutoCloseable {
  /** Starts the client, which consumes from the first message on. */
  void start() throws Exception;

  @Override
  void close();

  /** Hears of each message, from any thread. */
  interface Received {
    /** A message has come. */
    void message(byte[] body);
  }

  /** Makes a consumer that is not started; implemented once per client, with no arguments. */
  interface Factory {
    /** Makes a consumer of a group for a topic. */
    Consumer create(String nameServers, String group, String topic, Received received);
  }
}
