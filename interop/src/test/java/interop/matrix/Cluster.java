package interop.matrix;

import interop.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One name server with one broker.
 *
 * @param nameServer the name server
 * @param broker the broker, registered there
 */
record Cluster(ServerUnderTest nameServer, ServerUnderTest broker) implements AutoCloseable {

  /** Starts both. A failure leaves nothing running. */
  static Cluster start(Cell.Servers kinds, Path directory) throws IOException {
    ServerUnderTest nameServer =
        Implementations.nameServers(kinds.nameServer()).nameServer(directory.resolve("namesrv"));
    try {
      ServerUnderTest broker =
          Implementations.brokers(kinds.broker())
              .broker(directory.resolve("broker"), nameServer.address());
      return new Cluster(nameServer, broker);
    } catch (IOException | RuntimeException | AssertionError e) {
      nameServer.close();
      throw e;
    }
  }

  /** Ends both. */
  @Override
  public void close() {
    try (nameServer) {
      broker.close();
    }
  }
}
