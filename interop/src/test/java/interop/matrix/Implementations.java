package interop.matrix;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.harness.Catalogue;
import interop.harness.ConsumerCatalogue;
import interop.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What there is of each kind. A cell runs when all its parts are in these tables; this is the only
 * place that decides. A client comes in with its scenarios compiled and one entry each in {@link
 * #CLIENTS} and {@link #CONSUMERS}; a server with a {@link ServerFactory} and one entry in each
 * table of what it can be.
 */
final class Implementations {
  private static final DropIn DROP_IN = DropIn.open();

  /** The scenarios by the client that they run over. */
  private static final Map<Client, Catalogue> CLIENTS =
      Map.of(
          Client.SKUA, new io.skua.interop.scenario.AllScenarios(),
          Client.APACHE, new org.apache.rocketmq.interop.scenario.AllScenarios(),
          Client.DROP_IN, DROP_IN.catalogue("AllScenarios", Catalogue.class));

  /** The same of consumers. */
  private static final Map<Client, ConsumerCatalogue> CONSUMERS =
      Map.of(
          Client.SKUA, new io.skua.interop.scenario.consume.AllConsumers(),
          Client.APACHE, new org.apache.rocketmq.interop.scenario.consume.AllConsumers(),
          Client.DROP_IN, DROP_IN.catalogue("consume.AllConsumers", ConsumerCatalogue.class));

  private static final Map<Kind, ServerFactory> NAME_SERVERS =
      Map.of(Kind.SKUA, new SkuaServers(), Kind.APACHE, new ApacheServers());

  private static final Map<Kind, ServerFactory> BROKERS =
      Map.of(Kind.SKUA, new SkuaServers(), Kind.APACHE, new ApacheServers());

  private Implementations() {}

  /** The cells that can run. */
  static List<Cell> cells() {
    return Cell.all().stream()
        .filter(cell -> CLIENTS.containsKey(cell.client()))
        .filter(cell -> NAME_SERVERS.containsKey(cell.servers().nameServer()))
        .filter(cell -> BROKERS.containsKey(cell.servers().broker()))
        .toList();
  }

  /** The scenarios for a client. */
  static Catalogue scenarios(Client client) {
    return of(CLIENTS, client);
  }

  /** The scenarios of consumers for a client. */
  static ConsumerCatalogue consumers(Client client) {
    return of(CONSUMERS, client);
  }

  /** Starts name servers. */
  static ServerFactory nameServers(Kind kind) {
    return of(NAME_SERVERS, kind);
  }

  /** Starts brokers. */
  static ServerFactory brokers(Kind kind) {
    return of(BROKERS, kind);
  }

  private static <K, T> T of(Map<K, T> table, K kind) {
    return Objects.requireNonNull(table.get(kind), () -> "nothing of kind " + kind);
  }

  private static final class ApacheServers implements ServerFactory {
    @Override
    public ServerUnderTest nameServer(Path directory) throws IOException {
      return ApacheNameServer.start(directory);
    }

    @Override
    public ServerUnderTest broker(Path directory, String nameServer) throws IOException {
      return ApacheBroker.start(
          directory,
          BrokerSettings.of("broker-a", nameServer, directory.resolve("store"))
              .withTimers()
              .with("enablePropertyFilter", "true")
              .with("messageDelayLevel", DelayLevels.inWords()));
    }
  }
}
