package io.skua.cli;

import io.skua.net.Address;
import io.skua.runtime.SystemPlatform;
import io.skua.server.ServerBuilder;
import io.skua.server.SkuaServer;
import io.skua.server.access.AccessSettings;
import io.skua.store.FlushMode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a server until the process is told to end, or its thread is interrupted. */
@Command(
    name = "serve",
    description = "Run a name server and broker in one process, on one port.",
    footerHeading = "%nCtrl-C or SIGTERM stops it; what was acknowledged is kept.%n",
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9876",
      description = "Port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address of this machine to listen on; 0.0.0.0 for all of them. Default: ${DEFAULT-VALUE}, so that only this machine gets in.")
  private String host = "";

  // Set by picocli when one of its options is there.
  @ArgGroup private @Nullable Storage storage;

  @Option(
      names = "--advertise",
      paramLabel = "HOST[:PORT]",
      description =
          "Address that clients are told. Default: the one by which each of them has reached the server; needed only behind a port mapping or NAT.")
  private @Nullable String advertise;

  @Option(
      names = "--flush",
      paramLabel = "async|sync",
      defaultValue = "async",
      description =
          "What a sender waits for: async, the message is in the file and survives the end of the process; sync, it is on the disk and survives a loss of power. Default: ${DEFAULT-VALUE}.")
  private FlushMode flush = FlushMode.ASYNC;

  @Option(
      names = "--namesrv",
      paramLabel = "A[;B...]",
      hideParamSyntax = true,
      split = "[;,]",
      converter = AddressConverter.class,
      description = "Other name servers, host:port each, to register with as a broker.")
  private List<Address> nameServers = List.of();

  @Option(
      names = "--broker-name",
      paramLabel = "NAME",
      defaultValue = "broker-a",
      description = "Name of the broker. Default: ${DEFAULT-VALUE}.")
  private String broker = "";

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "DefaultCluster",
      description = "Name of its cluster. Default: ${DEFAULT-VALUE}.")
  private String cluster = "";

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serve GET /metrics to Prometheus at this port; 0 takes a free one. Default: not served.")
  private int metricsPort = -1;

  @Option(
      names = "--no-message-index",
      description =
          "Do not index messages by their keys: queries by key and by message id then find nothing.")
  private boolean withoutIndex;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "Let only users in, for what they have the permission. FILE says who is there at the start, as JSON; docs/ACCESS.md has the form. Default: everybody may do everything.")
  private @Nullable Path users;

  @Mixin private final ServerTlsOptions tls = new ServerTlsOptions();

  /** Where messages are kept. */
  static final class Storage {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Data directory, made when it is not there, in the format of an Apache RocketMQ store. Default: skua-data in the current directory.")
    private @Nullable Path directory;

    @Option(
        names = "--temporary",
        description = "Keep the data in a temporary directory that is deleted at the end.")
    private boolean temporary;
  }

  @Override
  public Integer call() {
    SkuaServer server = build();
    PrintWriter out = spec.commandLine().getOut();
    CompletableFuture<Integer> stopped = new CompletableFuture<>();
    try (StopHook hook = new StopHook(() -> stop(server, stopped))) {
      try {
        server.start();
      } catch (RuntimeException e) {
        if (hook.stopping()) {
          return 0;
        }
        throw e;
      }
      greet(server, out);
      await(stopped);
    }
    return stopped.isDone() ? stopped.join() : stop(server, stopped);
  }

  private SkuaServer build() {
    try {
      ServerBuilder builder =
          SkuaServer.builder()
              .bindHost(host)
              .port(port)
              .flush(flush)
              .messageIndex(!withoutIndex)
              .broker(broker)
              .cluster(cluster)
              .nameServers(nameServers)
              .metricsPort(metricsPort);
      if (users != null) {
        builder.access(AccessSettings.REQUIRED.withUsers(users));
      }
      if (advertise != null) {
        builder.advertise(withPort(advertise));
      }
      tls.apply(builder);
      if (storage == null || !storage.temporary) {
        Path chosen = storage == null ? null : storage.directory;
        builder.dataDirectory(chosen == null ? Path.of("skua-data") : chosen);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  // Port 0 stands for the port that is listened on.
  private static Address withPort(String text) {
    boolean bareV6 = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
    if (bareV6 || text.indexOf(':') < 0) {
      return new Address(text, 0);
    }
    return text.endsWith("]")
        ? new Address(text.substring(1, text.length() - 1), 0)
        : Address.parse(text);
  }

  private void greet(SkuaServer server, PrintWriter out) {
    String reached =
        nameServers.isEmpty() ? server.address().toString() : AddressConverter.join(nameServers);
    out.println("Serving on " + server.address() + ", data in " + server.dataDirectory());
    if (server.metricsAddress() != null) {
      out.println("Metrics at http://" + server.metricsAddress() + "/metrics");
    }
    String secured = tls.summary();
    if (secured != null) {
      out.println(secured);
    }
    if (!nameServers.isEmpty()) {
      out.println("Registered as " + broker + " at " + reached);
    }
    out.println();
    out.println("  DefaultMQProducer producer = new DefaultMQProducer(\"my_group\");");
    out.println("  producer.setNamesrvAddr(\"" + reached + "\");");
    out.println("  producer.start();");
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
  }

  /** Waits for the hook, or, in a program that has this command in a thread, an interrupt. */
  private static void await(CompletableFuture<Integer> stopped) {
    try {
      SystemPlatform.INSTANCE.await(stopped, FOREVER);
    } catch (InterruptedException e) {
      return;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the wait for the end ended otherwise", e);
    }
  }

  private int stop(SkuaServer server, CompletableFuture<Integer> stopped) {
    int code = close(server);
    stopped.complete(code);
    return code;
  }

  private int close(SkuaServer server) {
    try {
      server.close();
    } catch (RuntimeException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("skua: stopped with a failure: " + Diagnosis.of(e));
      err.flush();
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Stopped.");
    out.flush();
    return 0;
  }
}
