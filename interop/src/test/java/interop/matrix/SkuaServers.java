package interop.matrix;

import interop.harness.ServerUnderTest;
import io.skua.net.Address;
import io.skua.server.ServerSettings;
import io.skua.server.SkuaServer;
import io.skua.server.transaction.TransactionSettings;
import io.skua.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Skua's name server and broker, each in a server of its own, in this process. */
final class SkuaServers implements ServerFactory {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int CHECKS = 15;

  @Override
  public ServerUnderTest nameServer(Path directory) {
    return started(
        SkuaServer.builder()
            .port(0)
            .dataDirectory(directory.resolve("data"))
            .roles(ServerSettings.Roles.NAME_SERVER)
            .build());
  }

  @Override
  public ServerUnderTest broker(Path directory, String nameServer) {
    return started(
        SkuaServer.builder()
            .port(0)
            .dataDirectory(directory.resolve("data"))
            .roles(ServerSettings.Roles.BROKER)
            .nameServers(List.of(Address.parse(nameServer)))
            .store(DelayLevels.in(StoreSettings.defaults()))
            .transactions(new TransactionSettings(SECOND, CHECKS, SECOND))
            .build());
  }

  static ServerUnderTest started(SkuaServer server) {
    server.start();
    return new ServerUnderTest() {
      @Override
      public String address() {
        return server.address().toString();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
