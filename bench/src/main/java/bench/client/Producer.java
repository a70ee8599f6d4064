package bench.client;

/**
 * A producer of the client under test. Each send makes its message, with {@link #BODY_BYTES} of
 * body, so that making it costs both clients alike. Thread-safe once started.
 */
public interface Producer extends AutoCloseable {
  /** Bytes in the body of a message. */
  int BODY_BYTES = 128;

  /** Starts the client. */
  void start() throws Exception;

  /** Sends and waits; throws unless the broker has stored the message. */
  void send() throws Exception;

  /** As {@link #send()}, with a body that says something. */
  void send(byte[] body) throws Exception;

  /** Sends and calls back, with null or the failure. */
  void sendAsync(Done done) throws Exception;

  /** Sends without an answer. */
  void sendOneWay() throws Exception;

  @Override
  void close();

  /** Hears the end of an asynchronous send. */
  interface Done {
    /** The broker has stored the message. */
    void stored();

    /** It has not, or nobody knows. */
    void failed(Throwable failure);
  }

  /** Makes a producer that is not started; implemented once per client, with no arguments. */
  interface Factory {
    /** Makes a producer for a topic. */
    Producer create(String nameServers, String topic);
  }
}
