package bench.run;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Apache's servers.
 *
 * @param names the name server
 * @param broker the broker
 */
record ApacheCluster(ApacheNameServer names, ApacheBroker broker) implements Cluster {
  private static final int LOG_FILE = 256 << 20;
  private static final int QUEUE_ENTRIES = 300_000;

  static ApacheCluster start(Path directory, List<String> jvm) throws IOException {
    ApacheNameServer names = ApacheNameServer.start(directory.resolve("names"));
    try {
      BrokerSettings settings =
          BrokerSettings.of("broker-a", names.address(), directory.resolve("store"))
              .withFileSizes(LOG_FILE, QUEUE_ENTRIES);
      return new ApacheCluster(
          names, ApacheBroker.start(directory.resolve("broker"), settings, jvm));
    } catch (IOException | AssertionError e) {
      names.close();
      throw e;
    }
  }

  @Override
  public String nameServer() {
    return names.address();
  }

  @Override
  public long brokerPid() {
    return broker.pid();
  }

  @Override
  public void close() {
    broker.close();
    names.close();
  }
}
