package shop;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import java.io.IOException;
import java.nio.file.Path;

/** The shop on Apache's name server and broker, in processes of their own. */
class ShopOnApacheIT extends ShopTests {
  private ApacheNameServer nameServer;
  private ApacheBroker broker;

  @Override
  String startServers(Path directory) throws IOException {
    nameServer = ApacheNameServer.start(directory.resolve("names"));
    BrokerSettings settings =
        BrokerSettings.of("broker-a", nameServer.address(), directory.resolve("store"));
    broker = ApacheBroker.start(directory.resolve("broker"), settings.withTimers());
    return nameServer.address();
  }

  @Override
  void stopServers() {
    if (broker != null) {
      broker.close();
    }
    if (nameServer != null) {
      nameServer.close();
    }
  }
}
