package io.skua.server;

import io.skua.net.Address;
import io.skua.net.Net;
import io.skua.net.nio.NioNet;
import io.skua.net.tls.TlsClient;
import io.skua.net.tls.TlsServer;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Lifecycle;
import io.skua.runtime.Lifecycle.Phase;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.Undo;
import io.skua.runtime.Workers;
import io.skua.server.transaction.HalfTable;
import io.skua.store.disk.Disk;
import io.skua.store.disk.FileDisk;
import io.skua.store.disk.MemoryDisk;
import io.skua.store.disk.StoreException;
import io.skua.store.disk.StoreLockedException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name server and broker in this process, for RocketMQ's remoting protocol.
 *
 * <pre>{@code
 * try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start()) {
 *   producer.setNamesrvAddr(server.address().toString());
 * }
 * }</pre>
 *
 * <p>One thread serves the network and appends to the log; a second one, which starts on demand,
 * forces the log to the disk. Both are daemons. All methods are thread-safe.
 */
public final class SkuaServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SkuaServer.class);

  /** Recovery after a crash reads the log, which takes its time. */
  private static final Duration OPENING = Duration.ofHours(1);

  private static final Duration REGISTERING = Duration.ofSeconds(15);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Duration LOOKING = Duration.ofSeconds(10);
  private static final Duration LEAVING = Duration.ofSeconds(2);

  private final ServerSettings settings;
  private final Platform platform;
  private final @Nullable Supplier<Net> network;
  private final @Nullable Disk givenDisk;
  private final Lifecycle lifecycle = new Lifecycle("the server");
  private @Nullable Undo stop; // guarded by this
  private volatile @Nullable Address address;
  private volatile @Nullable Address metricsAddress; // set by the start
  private volatile @Nullable Path directory;
  private volatile @Nullable Supplier<HalfTable.Snapshot> halfMessages; // set by the start

  SkuaServer(
      ServerSettings settings,
      Platform platform,
      @Nullable Supplier<Net> network,
      @Nullable Disk disk) {
    this.settings = settings;
    this.platform = platform;
    this.network = network;
    this.givenDisk = disk;
  }

  /** Begins to set up a server: port 9876 on 127.0.0.1, in a temporary directory. */
  public static ServerBuilder builder() {
    return new ServerBuilder();
  }

  /**
   * Starts; returns when clients are served and the broker is registered. Once per object.
   *
   * @throws ServerException when that cannot be; nothing is left running
   * @throws IllegalStateException when it was started or closed before
   */
  public void start() {
    lifecycle.become(Phase.STARTING);
    try (Undo undo = new Undo()) {
      open(undo);
      synchronized (this) {
        if (!lifecycle.tryBecome(Phase.RUNNING)) {
          throw interrupted("the server was closed while it started", null);
        }
        stop = undo.keep();
      }
    } finally {
      if (!lifecycle.running()) {
        lifecycle.tryBecome(Phase.FAILED);
      }
    }
    log.info("serving on {}, data in {}", address, directory == null ? "memory" : directory);
  }

  private void open(Undo undo) {
    InetSocketAddress advertised = resolve(settings.advertise());
    Disk disk = openDisk(undo);
    Certificates certificates = readCertificates();
    Net net = network != null ? network.get() : openNetwork(certificates);
    undo.later(net::close);
    Workers workers = platform.workers("skua-disk", 1);
    undo.later(workers::close);
    Loop loop = net.loop();
    if (certificates != null && settings.tls() != null) {
      Duration period = settings.tls().reload();
      Cancellable looking = loop.every(period, period, () -> certificates.look(workers));
      undo.later(looking::cancel);
    }
    ServerAssembly assembly = assemble(loop, new Parts(advertised, disk, net, workers));
    undo.later(() -> close(assembly, loop));
    address = assembly.address();
    metricsAddress = assembly.metricsAddress();
    halfMessages = () -> onLoop(loop, LOOKING, assembly::halfMessages);
    register(assembly, loop);
  }

  private @Nullable Certificates readCertificates() {
    TlsSettings tls = settings.tls();
    try {
      return tls == null ? null : new Certificates(tls);
    } catch (IllegalArgumentException e) {
      throw new ServerException(
          ServerException.Kind.TLS_UNUSABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private Net openNetwork(@Nullable Certificates certificates) {
    TlsSettings tls = settings.tls();
    if (tls == null || certificates == null) {
      return new NioNet("skua-server", platform);
    }
    return new NioNet(
        "skua-server",
        platform,
        tls.toNameServers() ? new TlsClient(certificates, true, tls) : null,
        new TlsServer(tls.mode(), tls.clientAuth(), certificates));
  }

  private record Parts(
      @Nullable InetSocketAddress advertised, Disk disk, Net net, Workers workers) {}

  /** Opens on the loop. When nobody waits for the end any more, what was opened is closed there. */
  private ServerAssembly assemble(Loop loop, Parts with) {
    CompletableFuture<ServerAssembly> opening =
        submit(
            loop,
            () ->
                new ServerAssembly(
                    settings, with.advertised, with.disk, with.net, with.workers, platform));
    boolean opened = false;
    try {
      ServerAssembly assembly = await(opening, OPENING, "opening the data directory");
      opened = true;
      return assembly;
    } finally {
      if (!opened) {
        CompletableFuture<?> unused = opening.thenAccept(ServerAssembly::close);
      }
    }
  }

  private static @Nullable InetSocketAddress resolve(@Nullable Address advertise) {
    if (advertise == null) {
      return null;
    }
    InetSocketAddress resolved = new InetSocketAddress(advertise.host(), advertise.port());
    if (resolved.isUnresolved()) {
      throw new ServerException(
          ServerException.Kind.ADDRESS_UNUSABLE,
          "cannot advertise " + advertise + ": the host is not known; name one that clients know",
          null);
    }
    return resolved;
  }

  private Disk openDisk(Undo undo) {
    if (givenDisk != null) {
      return givenDisk;
    }
    Path chosen = settings.directory();
    if (chosen != null) {
      directory = chosen.toAbsolutePath().normalize();
      return new FileDisk(chosen);
    }
    if (settings.storage() == ServerSettings.Storage.MEMORY) {
      return new MemoryDisk();
    }
    Path temporary = TemporaryDirectory.make();
    undo.later(() -> TemporaryDirectory.delete(temporary));
    directory = temporary;
    return new FileDisk(temporary);
  }

  private void register(ServerAssembly assembly, Loop loop) {
    if (settings.nameServers().isEmpty()) {
      return;
    }
    List<String> failures =
        await(onLoop(loop, CLOSING, assembly::register), REGISTERING, "registering the broker");
    if (failures.size() == settings.nameServers().size()) {
      throw new ServerException(
          ServerException.Kind.NOT_REGISTERED,
          "broker "
              + settings.broker()
              + " is registered nowhere: "
              + String.join("; ", failures)
              + "; check the addresses, and that the name servers run",
          null);
    }
  }

  /** Tells everybody, saves everything, and lets the last answers leave. */
  private void close(ServerAssembly assembly, Loop loop) {
    List<String> failures =
        await(onLoop(loop, CLOSING, assembly::leave), LEAVING, "taking the broker out");
    for (String failure : failures) {
      log.warn("the broker could not be taken out: {}", failure);
    }
    onLoop(
        loop,
        CLOSING,
        () -> {
          assembly.close();
          return Boolean.TRUE;
        });
    // What the last turn has answered is written at its end.
    onLoop(loop, CLOSING, () -> Boolean.TRUE);
  }

  private <T> T onLoop(Loop loop, Duration atMost, Supplier<T> task) {
    return await(submit(loop, task), atMost, "the server's loop");
  }

  private static <T> CompletableFuture<T> submit(Loop loop, Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            done.complete(task.get());
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private <T> T await(CompletableFuture<T> result, Duration atMost, String what) {
    try {
      return platform.await(result, atMost);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw interrupted(what + " took longer than " + atMost, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted("interrupted while waiting for " + what, e);
    }
  }

  private static ServerException interrupted(String text, @Nullable Throwable cause) {
    return new ServerException(ServerException.Kind.INTERRUPTED, text, cause);
  }

  private static RuntimeException failure(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof StoreLockedException) {
      return new ServerException(ServerException.Kind.DIRECTORY_IN_USE, text, cause);
    }
    if (cause instanceof StoreException) {
      return new ServerException(ServerException.Kind.DIRECTORY_UNUSABLE, text, cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  /**
   * Returns where clients reach the server.
   *
   * @throws IllegalStateException before it has started
   */
  public Address address() {
    Address present = address;
    if (present == null) {
      throw new IllegalStateException("the server has no address before it has started");
    }
    return present;
  }

  /** Returns where Prometheus reads metrics; null when nowhere, and before the start. */
  public @Nullable Address metricsAddress() {
    return metricsAddress;
  }

  /**
   * Returns the half messages of transactions: what is open, since when, and what became of the
   * others. Waits for the server's thread, so it must not be called there.
   *
   * @throws IllegalStateException when the server is not running
   */
  public HalfTable.Snapshot halfMessages() {
    Supplier<HalfTable.Snapshot> present = halfMessages;
    if (present == null || !lifecycle.running()) {
      throw new IllegalStateException("the server does not run");
    }
    return present.get();
  }

  /** Returns the data directory; null when in memory, or before a temporary one is made. */
  public @Nullable Path dataDirectory() {
    return directory;
  }

  /**
   * Stops: sends clients elsewhere, saves everything, closes every connection, and ends both
   * threads. May be called at any time, more than once, and from any thread but the server's own;
   * takes some seconds at most.
   */
  @Override
  public void close() {
    Undo steps;
    synchronized (this) {
      lifecycle.tryBecome(Phase.STOPPED);
      steps = stop;
      stop = null;
    }
    if (steps != null) {
      steps.close();
    }
  }
}
