package bench.run;

import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Skua's server, which is name server and broker in one.
 *
 * @param nameServer its address
 * @param process its process
 */
record SkuaCluster(String nameServer, ChildJvm process) implements Cluster {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static SkuaCluster start(Path directory, List<String> jvm) throws IOException {
    int port = FreePorts.one();
    List<String> options = new ArrayList<>(jvm);
    options.add("-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider");
    ChildJvm process =
        ChildJvm.start(
            "Skua server",
            directory,
            options,
            List.of(
                SkuaServerMain.class.getName(),
                Integer.toString(port),
                directory.resolve("store").toString()));
    String address = "127.0.0.1:" + port;
    try {
      process.await("answer", PATIENCE, () -> Optional.of(Route.of(address, "any-topic")));
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
    return new SkuaCluster(address, process);
  }

  @Override
  public long brokerPid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
