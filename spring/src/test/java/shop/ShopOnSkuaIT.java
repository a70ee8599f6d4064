package shop;

import io.skua.server.SkuaServer;
import io.skua.server.transaction.TransactionSettings;
import java.nio.file.Path;
import java.time.Duration;

/** The shop on Skua's server, in this process. */
class ShopOnSkuaIT extends ShopTests {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int CHECKS = 15;

  private SkuaServer server;

  @Override
  String startServers(Path directory) {
    server =
        SkuaServer.builder()
            .port(0)
            .dataDirectory(directory)
            .transactions(new TransactionSettings(SECOND, CHECKS, SECOND))
            .start();
    return server.address().toString();
  }

  @Override
  void stopServers() {
    if (server != null) {
      server.close();
    }
  }
}
