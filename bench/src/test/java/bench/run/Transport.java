package bench.run;

import bench.report.Samples;
import bench.transport.BareJvm;
import bench.transport.BareNio;
import bench.transport.Netty;
import bench.transport.SkuaNet;
import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.nio.NioNet;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.frame.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a transport costs a fresh JVM, in processor seconds; in turns, as everything. */
final class Transport {
  private final Path directory;
  private final int rounds;

  Transport(Path directory, int rounds) {
    this.directory = directory;
    this.rounds = rounds;
  }

  private record Probe(String name, Class<?> main, List<Path> jars, boolean frames) {}

  /** The Markdown table. */
  String table() throws IOException, InterruptedException {
    Map<String, Samples> all = measure();
    StringBuilder text =
        new StringBuilder("\n### Transport, connect and 100 bytes there and back\n\n");
    text.append("| a fresh JVM with | CPU seconds: median (min..max) |\n|---|--:|\n");
    all.forEach(
        (name, samples) ->
            text.append(
                String.format(
                    java.util.Locale.ROOT,
                    "| %s | %.2f (%.2f..%.2f) |%n",
                    name,
                    samples.median(),
                    samples.min(),
                    samples.max())));
    return text.toString();
  }

  private Map<String, Samples> measure() throws IOException, InterruptedException {
    List<Path> skua = Program.jars(Side.SKUA.classPath);
    List<Path> netty41 = Program.jars(Side.APACHE.classPath);
    List<Probe> probes =
        List.of(
            new Probe("nothing more", BareJvm.class, List.of(), false),
            new Probe("bare NIO", BareNio.class, List.of(), false),
            new Probe("Skua's net (NioNet, Links, frames)", SkuaNet.class, skua, true),
            new Probe("Netty 4.2", Netty.class, netty42(), false),
            new Probe("Netty 4.1, as Apache's client has it", Netty.class, netty41, false));
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    try (ServerSocket echo = echo();
        NioNet net = new NioNet("answers", SystemPlatform.INSTANCE)) {
      int frames = answers(net);
      for (int round = 0; round < rounds; round++) {
        for (Probe probe : probes) {
          int port = probe.frames() ? frames : echo.getLocalPort();
          Map<String, Double> figures =
              Program.run(
                  directory.resolve("transport"),
                  ClientRuns.JVM,
                  probe.jars(),
                  List.of(probe.main().getName(), Integer.toString(port)));
          seconds
              .computeIfAbsent(probe.name(), any -> new ArrayList<>())
              .add(figures.getOrDefault("cpu", Double.NaN));
        }
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    seconds.forEach((name, values) -> samples.put(name, new Samples(values)));
    return samples;
  }

  private static List<Path> netty42() throws IOException {
    try (Stream<Path> jars = Files.list(Program.CLASS_PATHS.resolve("netty"))) {
      return jars.sorted().toList();
    }
  }

  /** A peer that answers frames with frames. */
  private static int answers(NioNet net) throws IOException {
    Dispatcher dispatcher =
        new Dispatcher().on(1, (request, exchange) -> exchange.reply(Frame.success()));
    return net.listen(
            new Address("127.0.0.1", 0),
            channel ->
                Link.accepted(
                    net.loop(),
                    SystemPlatform.INSTANCE.clock(),
                    LinkSettings.DEFAULT,
                    dispatcher,
                    channel))
        .address()
        .port();
  }

  /** A peer that sends back what comes; ends when its socket is closed. */
  private static ServerSocket echo() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(server), "echo");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        in.transferTo(out);
      } catch (IOException e) {
        // Probes end without closing: a reset ends the connection, and the next one comes.
        if (server.isClosed()) {
          return;
        }
      }
    }
  }
}
