package interop.apache;

import interop.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How Apache's servers are started: small, quick, and silent outside of their directory. */
final class ApacheJvm {
  /** A server is ready in 1 to 3 s on two idle cores; the rest is for a loaded machine. */
  static final Duration START_PATIENCE = Duration.ofSeconds(90);

  /** An orderly stop takes 9 s, most of it in sleeps of the broker. */
  static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

  private ApacheJvm() {}

  /**
   * Options of a JVM that is small and starts quickly, with the heap that it begins with. A broker
   * keeps 4 MiB of direct memory for every thread that has stored a message, and has many: with as
   * little as it has heap it fails in the middle of all scenarios, for both clients.
   */
  static List<String> small(String heap) {
    return List.of(
        "-Xms" + heap,
        "-Xmx256m",
        "-XX:MaxDirectMemorySize=1g",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1");
  }

  /** The same with TLS on every connection, and the files that have certificate and key. */
  static List<String> withTlsOnly(List<String> jvm, Path certificate, Path key) {
    List<String> all = new ArrayList<>(jvm);
    all.add("-Dtls.server.mode=enforcing");
    all.add("-Dtls.test.mode.enable=false");
    all.add("-Dtls.server.certPath=" + certificate);
    all.add("-Dtls.server.keyPath=" + key);
    return all;
  }

  static ChildJvm start(
      String name, Path directory, List<String> jvm, String mainClass, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(directory);
    Path configuration = directory.resolve("server.conf");
    List<String> lines = new ArrayList<>();
    new TreeMap<>(settings).forEach((key, value) -> lines.add(key + "=" + value));
    Files.write(configuration, lines);
    List<String> options = new ArrayList<>();
    // Or every listener makes a key pair at its start, which takes seconds.
    options.add("-Dtls.server.mode=disabled");
    options.addAll(jvm); // May say it otherwise: the last one counts.
    options.add("-Drocketmq.home.dir=" + directory);
    options.add("-Dapache.log.level=INFO");
    return ChildJvm.start(
        name, directory, options, List.of(mainClass, "-c", configuration.toString()));
  }
}
