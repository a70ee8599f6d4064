package io.skua.server;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Net;
import io.skua.runtime.Platform;
import io.skua.runtime.Undo;
import io.skua.runtime.Workers;
import io.skua.server.access.AccessBook;
import io.skua.server.access.AccessControl;
import io.skua.server.access.AccessRequests;
import io.skua.server.access.AccessSettings;
import io.skua.server.metrics.MetricsPort;
import io.skua.server.metrics.PrometheusText;
import io.skua.server.names.KvConfigs;
import io.skua.server.names.NameServer;
import io.skua.server.names.OwnAddress;
import io.skua.server.names.Registry;
import io.skua.server.transaction.HalfTable;
import io.skua.store.config.ConfigFile;
import io.skua.store.disk.Disk;
import io.skua.store.disk.StoreLockedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the parts of a server and connects them. Everything here runs on the loop, so that nothing
 * is handled before all parts are in place.
 */
final class ServerAssembly {
  private static final Logger log = LoggerFactory.getLogger(ServerAssembly.class);

  private final Dispatcher dispatcher = new Dispatcher();
  private final Net net;
  private final Platform platform;
  private final Address address;
  private final @Nullable BrokerAssembly broker;
  private final @Nullable NameServer names;
  private final Net.Listener listener;
  private final Net.@Nullable Listener metrics;
  private final Undo undo;
  private int connections; // the loop's

  /**
   * Opens everything; a failure leaves nothing open.
   *
   * @param advertised the address of the settings, resolved, or null
   */
  ServerAssembly(
      ServerSettings settings,
      @Nullable InetSocketAddress advertised,
      Disk disk,
      Net net,
      Workers workers,
      Platform platform) {
    this.net = net;
    this.platform = platform;
    try (Undo steps = new Undo()) {
      broker = openBroker(settings, disk, workers, steps);
      controlAccess(settings, disk);
      listener = listen(settings.bind(), steps);
      OwnAddress own = new OwnAddress(listener.address(), advertise(settings));
      address = own.advertised() == null ? listener.address() : own.advertised();
      Registry registry = settings.isNameServer() ? new Registry() : null;
      names = registry == null ? null : openNames(registry, own, disk, steps);
      if (broker != null) {
        broker.serve(
            dispatcher, host(settings.bind()), withPort(advertised), own.registered(), registry);
      }
      metrics = settings.metrics() == null ? null : listenForMetrics(settings.metrics(), steps);
      undo = steps.keep();
    }
  }

  private @Nullable BrokerAssembly openBroker(
      ServerSettings settings, Disk disk, Workers workers, Undo steps) {
    if (!settings.isBroker()) {
      Disk.Lock lock = disk.tryLock("lock");
      if (lock == null) {
        throw new StoreLockedException(disk.describe(""));
      }
      steps.later(lock::close);
      return null;
    }
    BrokerAssembly opened = new BrokerAssembly(settings, disk, net, workers, platform);
    steps.later(opened::close);
    String refusal = opened.refusal();
    if (refusal != null) {
      throw new ServerException(ServerException.Kind.DISK_FULL, refusal, null);
    }
    return opened;
  }

  /** The requests that manage users are always there; the file is read when somebody needs it. */
  private void controlAccess(ServerSettings settings, Disk disk) {
    AccessSettings access = settings.access();
    AccessBook book = new AccessBook(new ConfigFile(disk, "users.json"));
    book.start(access.users());
    new AccessRequests(book, access.authentication()).install(dispatcher);
    if (access.authentication()) {
      if (book.isEmpty()) {
        log.error(
            "only users are let in, and there are none in {}: start with some", book.describe());
      }
      dispatcher.guard(new AccessControl(access, book, settings.cluster()));
    }
  }

  private Net.Listener listen(Address bind, Undo steps) {
    try {
      Net.Listener opened = net.listen(bind, this::accept);
      steps.later(opened::close);
      return opened;
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  private Net.Listener listenForMetrics(Address bind, Undo steps) {
    try {
      Net.Listener opened = MetricsPort.listen(net, bind, this::metrics);
      steps.later(opened::close);
      return opened;
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  private PrometheusText metrics() {
    PrometheusText out = new PrometheusText();
    out.gauge("skua_connections", "Connections of clients and brokers.", connections);
    if (broker != null) {
      broker.writeMetrics(out);
    }
    return out;
  }

  private static ServerException cannotListen(IOException cause) {
    // The system tells both by one type of exception, apart only in the text.
    boolean taken = String.valueOf(cause.getMessage()).contains("already in use");
    return taken
        ? new ServerException(
            ServerException.Kind.PORT_TAKEN,
            cause.getMessage()
                + "; stop the process that listens there, or choose another port (0 takes a free"
                + " one)",
            cause)
        : new ServerException(
            ServerException.Kind.ADDRESS_UNUSABLE,
            cause.getMessage() + "; choose an address of this machine",
            cause);
  }

  private static InetAddress host(Address bind) {
    try {
      return InetAddress.getByName(bind.host());
    } catch (UnknownHostException e) {
      throw cannotListen(e); // It could be bound a moment ago.
    }
  }

  private @Nullable Address advertise(ServerSettings settings) {
    Address told = settings.advertise();
    return told == null || told.port() != 0 ? told : told.withPort(listener.address().port());
  }

  private @Nullable InetSocketAddress withPort(@Nullable InetSocketAddress advertised) {
    return advertised == null
        ? null
        : new InetSocketAddress(advertised.getAddress(), address.port());
  }

  private NameServer openNames(Registry registry, OwnAddress own, Disk disk, Undo steps) {
    KvConfigs kvs = new KvConfigs(new ConfigFile(disk, "kvConfig.json"));
    NameServer opened =
        new NameServer(registry, kvs, own, dispatcher, net.loop(), platform.clock());
    steps.later(opened::close);
    return opened;
  }

  private Link accept(Channel channel) {
    Link link =
        Link.accepted(net.loop(), platform.clock(), LinkSettings.DEFAULT, dispatcher, channel);
    link.owner((gone, cause) -> closed(gone));
    connections++;
    return link;
  }

  private void closed(Link link) {
    connections--;
    if (names != null) {
      names.closed(link);
    }
    if (broker != null) {
      broker.closed(link);
    }
  }

  /** Returns where clients reach the server. */
  Address address() {
    return address;
  }

  /** Returns where the metrics are served, or null. */
  @Nullable Address metricsAddress() {
    return metrics == null ? null : metrics.address();
  }

  /** Returns the half messages that the broker keeps; none when there is no broker. */
  HalfTable.Snapshot halfMessages() {
    return broker == null ? HalfTable.Snapshot.EMPTY : broker.halfMessages().snapshot();
  }

  /** Registers the broker at the other name servers; completes with the texts of the failures. */
  CompletableFuture<List<String>> register() {
    return broker == null ? CompletableFuture.completedFuture(List.of()) : broker.register();
  }

  /** Begins to leave: accepts nobody, sends clients away, and takes the broker out everywhere. */
  CompletableFuture<List<String>> leave() {
    dispatcher.leave();
    listener.close();
    return broker == null ? CompletableFuture.completedFuture(List.of()) : broker.unregister();
  }

  /** Saves everything and gives the disk back. */
  void close() {
    undo.close();
  }
}
