package interop.apache;

import interop.harness.ServerUnderTest;
import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real Apache broker in a JVM of its own, on loopback. Thread-safe. */
public final class ApacheBroker implements ServerUnderTest {
  private static final String MAIN = "org.apache.rocketmq.broker.BrokerStartup";

  /** Made by every broker at its start (protocol 4.6). */
  private static final String TOPIC_OF_ALL_BROKERS = "SELF_TEST_TOPIC";

  private final String address;
  private final ChildJvm process;

  private ApacheBroker(String address, ChildJvm process) {
    this.address = address;
    this.process = process;
  }

  /**
   * Starts a broker; returns when every name server leads to it.
   *
   * @param directory its configuration, output and temporary files
   * @param settings how it is to be
   */
  public static ApacheBroker start(Path directory, BrokerSettings settings) throws IOException {
    return start(directory, FreePorts.one(), settings);
  }

  /**
   * The same at a given port.
   *
   * @param port where to listen; see {@link FreePorts#one}
   */
  public static ApacheBroker start(Path directory, int port, BrokerSettings settings)
      throws IOException {
    return start(directory, port, settings, ApacheJvm.small("128m"));
  }

  /**
   * The same in a JVM that is not the usual small one.
   *
   * @param jvm options of the JVM: heap, collector, compilers
   */
  public static ApacheBroker start(Path directory, BrokerSettings settings, List<String> jvm)
      throws IOException {
    return start(directory, FreePorts.one(), settings, jvm);
  }

  /** Starts a broker that takes no connection without TLS. */
  public static ApacheBroker startTlsOnly(
      Path directory, BrokerSettings settings, Path certificate, Path key) throws IOException {
    List<String> jvm = ApacheJvm.withTlsOnly(ApacheJvm.small("128m"), certificate, key);
    return start(directory, FreePorts.one(), settings, jvm);
  }

  /**
   * Starts a broker by a main class that wraps the broker's own.
   *
   * @param main the class; its {@code main} takes what the broker's takes
   */
  public static ApacheBroker startBy(String main, Path directory, BrokerSettings settings)
      throws IOException {
    return start(main, directory, FreePorts.one(), settings, ApacheJvm.small("128m"));
  }

  private static ApacheBroker start(
      Path directory, int port, BrokerSettings settings, List<String> jvm) throws IOException {
    return start(MAIN, directory, port, settings, jvm);
  }

  private static ApacheBroker start(
      String main, Path directory, int port, BrokerSettings settings, List<String> jvm)
      throws IOException {
    ChildJvm process =
        ApacheJvm.start(
            "Apache broker " + settings.brokerName(),
            directory,
            jvm,
            main,
            settings.asProperties(port));
    ApacheBroker broker = new ApacheBroker(settings.advertisedHost() + ":" + port, process);
    try {
      for (String nameServer : settings.nameServers().split(";", -1)) {
        broker.awaitRegistered(nameServer);
      }
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
    return broker;
  }

  private void awaitRegistered(String nameServer) {
    process.await(
        "registration of " + address + " at " + nameServer,
        ApacheJvm.START_PATIENCE,
        () ->
            Optional.of(Route.of(nameServer, TOPIC_OF_ALL_BROKERS))
                .filter(route -> route.addresses().contains(address)));
  }

  @Override
  public String address() {
    return address;
  }

  /** The id of the broker's process. */
  public long pid() {
    return process.pid();
  }

  /** Stops in order: the store is closed cleanly and the broker leaves its name servers. */
  public void stop() {
    process.stop(ApacheJvm.STOP_PATIENCE);
  }

  /** Kills the process: the store stays as after a crash of the process. */
  @Override
  public void close() {
    process.close();
  }
}
