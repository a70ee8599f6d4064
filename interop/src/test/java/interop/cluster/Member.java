package interop.cluster;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.harness.ServerUnderTest;
import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server in a process of its own that is killed, and comes back at its port with its directory.
 * Not thread-safe.
 */
final class Member implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LOG_FILE_BYTES = 16 << 20;
  private static final int QUEUE_FILE_ENTRIES = 5_000;

  private interface Start {
    ServerUnderTest start() throws IOException;
  }

  private final String name;
  private final Start start;
  private ServerUnderTest server;

  private Member(String name, Start start) throws IOException {
    this.name = name;
    this.start = start;
    this.server = start.start();
  }

  /** An Apache name server. */
  static Member nameServer(String name, Path directory) throws IOException {
    int port = FreePorts.one();
    return new Member(name, () -> ApacheNameServer.start(directory, port));
  }

  /** An Apache master. */
  static Member master(String name, Path directory, String nameServers) throws IOException {
    return apache(name, directory, settings(name, directory, nameServers));
  }

  /** An Apache slave of the master with the same name. */
  static Member slave(String name, Path directory, String nameServers) throws IOException {
    return apache(
        "slave of " + name,
        directory,
        settings(name, directory, nameServers).with("brokerId", "1").with("brokerRole", "SLAVE"));
  }

  private static BrokerSettings settings(String name, Path directory, String nameServers) {
    return BrokerSettings.of(name, nameServers, directory.resolve("store"))
        .withFileSizes(LOG_FILE_BYTES, QUEUE_FILE_ENTRIES)
        // The shortest that it takes: a name server that comes back is told sooner.
        .with("registerNameServerPeriod", "10000");
  }

  private static Member apache(String name, Path directory, BrokerSettings settings)
      throws IOException {
    int port = FreePorts.one();
    return new Member(name, () -> ApacheBroker.start(directory, port, settings));
  }

  /** A Skua broker that registers at Apache's name servers. */
  static Member skua(String name, Path directory, String nameServers) throws IOException {
    int port = FreePorts.one();
    return new Member(name, () -> serve(name, directory, port, nameServers));
  }

  private static ServerUnderTest serve(String name, Path directory, int port, String nameServers)
      throws IOException {
    String address = "127.0.0.1:" + port;
    ChildJvm process =
        ChildJvm.start(
            "skua serve",
            directory,
            List.of("-Xmx256m", "-XX:+UseSerialGC"),
            List.of(
                "io.skua.cli.Main",
                "serve",
                "--port",
                Integer.toString(port),
                "--broker-name",
                name,
                "--namesrv",
                nameServers,
                "--data",
                directory.resolve("data").toString()));
    process.await("answer of " + address, PATIENCE, () -> Optional.of(Route.of(address, "any")));
    return new ServerUnderTest() {
      @Override
      public String address() {
        return address;
      }

      @Override
      public void close() {
        process.close();
      }
    };
  }

  String name() {
    return name;
  }

  String address() {
    return server.address();
  }

  /** Ends the process as SIGKILL does. */
  void kill() {
    server.close();
  }

  /** Starts it again after a kill; returns when it answers. */
  void revive() throws IOException {
    server = start.start();
  }

  @Override
  public void close() {
    server.close();
  }
}
