package interop.apache;

import interop.harness.ServerUnderTest;
import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A real Apache name server in a JVM of its own, on loopback. Thread-safe. */
public final class ApacheNameServer implements ServerUnderTest {
  private static final String MAIN = "org.apache.rocketmq.namesrv.NamesrvStartup";
  private final String address;
  private final ChildJvm process;

  private ApacheNameServer(String address, ChildJvm process) {
    this.address = address;
    this.process = process;
  }

  /** Starts a name server that keeps its files in a directory; returns when it answers. */
  public static ApacheNameServer start(Path directory) throws IOException {
    return start(directory, FreePorts.one());
  }

  /** The same at a given port. */
  public static ApacheNameServer start(Path directory, int port) throws IOException {
    ChildJvm process =
        ApacheJvm.start(
            "Apache name server",
            directory,
            ApacheJvm.small("64m"),
            MAIN,
            Map.of(
                "listenPort", Integer.toString(port),
                "bindAddress", "127.0.0.1",
                "kvConfigPath", directory.resolve("kvConfig.json").toString(),
                "configStorePath", directory.resolve("namesrv.properties").toString()));
    ApacheNameServer server = new ApacheNameServer("127.0.0.1:" + port, process);
    try {
      server.awaitReady();
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
    return server;
  }

  private void awaitReady() {
    process.await(
        "answer of " + address,
        ApacheJvm.START_PATIENCE,
        () -> Optional.of(Route.of(address, "any-topic")));
  }

  @Override
  public String address() {
    return address;
  }

  /** Kills the process. */
  @Override
  public void close() {
    process.close();
  }
}
