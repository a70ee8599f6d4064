package interop.apache;

import interop.harness.Eventually;
import interop.harness.ServerUnderTest;
import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Connection;
import interop.reader.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    ApacheNameServer server = begin(directory, port, ApacheJvm.small("64m"));
    server.await("answer", () -> Optional.of(Route.of(server.address, "any-topic")));
    return server;
  }

  /** Starts a name server that takes no connection without TLS; returns when it listens. */
  public static ApacheNameServer startTlsOnly(Path directory, Path certificate, Path key)
      throws IOException {
    List<String> jvm = ApacheJvm.withTlsOnly(ApacheJvm.small("64m"), certificate, key);
    ApacheNameServer server = begin(directory, FreePorts.one(), jvm);
    server.await("port", server::connects);
    return server;
  }

  private static ApacheNameServer begin(Path directory, int port, List<String> jvm)
      throws IOException {
    ChildJvm process =
        ApacheJvm.start(
            "Apache name server",
            directory,
            jvm,
            MAIN,
            Map.of(
                "listenPort", Integer.toString(port),
                "bindAddress", "127.0.0.1",
                "kvConfigPath", directory.resolve("kvConfig.json").toString(),
                "configStorePath", directory.resolve("namesrv.properties").toString()));
    return new ApacheNameServer("127.0.0.1:" + port, process);
  }

  private Optional<String> connects() throws IOException {
    Connection.open(address).close();
    return Optional.of(address);
  }

  private <T> void await(String what, Eventually.Question<T> question) {
    try {
      process.await(what + " of " + address, ApacheJvm.START_PATIENCE, question);
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
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
