package io.skua.server;

import io.skua.net.Address;
import io.skua.net.Net;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import io.skua.server.access.AccessSettings;
import io.skua.server.transaction.TransactionSettings;
import io.skua.store.FlushMode;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link SkuaServer}. Not thread-safe. */
public final class ServerBuilder {
  private static final ServerSettings DEFAULT = ServerSettings.DEFAULT;

  private Address bind = DEFAULT.bind();
  private @Nullable Address advertise;
  private ServerSettings.Storage storage = DEFAULT.storage();
  private @Nullable Path directory;
  private ServerSettings.Roles roles = DEFAULT.roles();
  private String cluster = DEFAULT.cluster();
  private String broker = DEFAULT.broker();
  private List<Address> nameServers = List.of();
  private boolean autoCreateTopics = true;
  private boolean storeReplies = true;
  private boolean propertyFilter = true;
  private StoreSettings store = DEFAULT.store();
  private TransactionSettings transactions = DEFAULT.transactions();
  private int metricsPort = -1;
  private AccessSettings access = DEFAULT.access();
  private @Nullable TlsSettings tls;
  private Platform platform = SystemPlatform.INSTANCE;
  private @Nullable Supplier<Net> network;
  private @Nullable Disk disk;

  ServerBuilder() {}

  /** Sets the port; 9876 unless set, 0 takes a free one. */
  public ServerBuilder port(int port) {
    bind = bind.withPort(port);
    return this;
  }

  /** Sets the host to listen on; 127.0.0.1 unless set, 0.0.0.0 means all of this machine. */
  public ServerBuilder bindHost(String host) {
    bind = new Address(host, bind.port());
    return this;
  }

  /**
   * Sets the address that everybody is told. Unless set, each client is told the address that it
   * has reached itself, which is right nearly always. Port 0 stands for the port listened on.
   */
  public ServerBuilder advertise(Address address) {
    advertise = address;
    return this;
  }

  /** Keeps everything in a directory, in Apache RocketMQ's store format. */
  public ServerBuilder dataDirectory(Path path) {
    directory = path;
    storage = ServerSettings.Storage.DIRECTORY;
    return this;
  }

  /** Keeps everything in a new directory that is deleted at the end; so it is unless set. */
  public ServerBuilder temporary() {
    directory = null;
    storage = ServerSettings.Storage.TEMPORARY;
    return this;
  }

  /** Keeps everything in memory. */
  public ServerBuilder inMemory() {
    directory = null;
    storage = ServerSettings.Storage.MEMORY;
    return this;
  }

  /** Sets what a waiting sender waits for: the file (ASYNC, unless set) or the disk (SYNC). */
  public ServerBuilder flush(FlushMode mode) {
    store = store.withFlush(mode);
    return this;
  }

  /**
   * Sets the lengths of new files and messages.
   *
   * @param messageBytes most bytes of a body
   * @param logFileBytes length of a log file
   * @param queueFileEntries messages per queue file
   */
  public ServerBuilder sizes(int messageBytes, long logFileBytes, int queueFileEntries) {
    store = store.withSizes(messageBytes, logFileBytes, queueFileEntries);
    return this;
  }

  /** Sets whether messages can be found by their keys; so it is unless set. */
  public ServerBuilder messageIndex(boolean set) {
    store = store.withIndex(store.index().on(set));
    return this;
  }

  /** Sets everything about the store. */
  public ServerBuilder store(StoreSettings settings) {
    store = settings;
    return this;
  }

  /** Sets what the server is; both unless set. */
  public ServerBuilder roles(ServerSettings.Roles set) {
    roles = set;
    return this;
  }

  /** Sets the name of the cluster; DefaultCluster unless set. */
  public ServerBuilder cluster(String name) {
    cluster = name;
    return this;
  }

  /** Sets the name of the broker; broker-a unless set. */
  public ServerBuilder broker(String name) {
    broker = name;
    return this;
  }

  /** Sets the other name servers that the broker registers with; none unless set. */
  public ServerBuilder nameServers(List<Address> addresses) {
    nameServers = List.copyOf(addresses);
    return this;
  }

  /** Sets whether a topic is made when a client first sends to it; so it is unless set. */
  public ServerBuilder autoCreateTopics(boolean set) {
    autoCreateTopics = set;
    return this;
  }

  /** Sets when producers are asked how their transactions ended. */
  public ServerBuilder transactions(TransactionSettings settings) {
    transactions = settings;
    return this;
  }

  /**
   * Serves {@code GET /metrics} in Prometheus' text format at a port of its own, on the same host;
   * 0 takes a free one, and -1 means that it is not served, as it is unless set.
   */
  public ServerBuilder metricsPort(int port) {
    metricsPort = port;
    return this;
  }

  /** Sets who is let in; everybody unless set. */
  public ServerBuilder access(AccessSettings settings) {
    access = settings;
    return this;
  }

  /**
   * Sets whether replies to requests are stored as well as passed on; so it is unless set
   * (storeReplyMessageEnable of an Apache broker).
   */
  public ServerBuilder storeReplies(boolean set) {
    storeReplies = set;
    return this;
  }

  /**
   * Sets whether consumers may choose messages by their properties, with expressions of SQL92; so
   * it is unless set (enablePropertyFilter of an Apache broker, where it is not).
   */
  public ServerBuilder propertyFilter(boolean set) {
    propertyFilter = set;
    return this;
  }

  /** Sets how TLS is used; connections are plain unless set. */
  public ServerBuilder tls(TlsSettings settings) {
    tls = settings;
    return this;
  }

  /** Sets where time and threads come from, for tests. */
  public ServerBuilder platform(Platform set) {
    platform = set;
    return this;
  }

  /**
   * Sets what makes the network at the start, for tests; the server closes it, and TLS is its own
   * affair.
   */
  public ServerBuilder network(Supplier<Net> factory) {
    network = factory;
    return this;
  }

  /** Sets the disk, for tests; its lock is taken and given back. */
  public ServerBuilder disk(Disk set) {
    disk = set;
    return this;
  }

  /**
   * Returns the settings.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  public ServerSettings settings() {
    return new ServerSettings(
        bind,
        advertise,
        storage,
        directory,
        roles,
        cluster,
        broker,
        nameServers,
        autoCreateTopics,
        storeReplies,
        propertyFilter,
        store,
        transactions,
        access,
        tls,
        metricsPort < 0 ? null : bind.withPort(metricsPort));
  }

  /**
   * Makes the server without starting it.
   *
   * @throws IllegalArgumentException when the settings do not fit together
   */
  public SkuaServer build() {
    return new SkuaServer(settings(), platform, network, disk);
  }

  /** Makes the server and starts it; see {@link SkuaServer#start()}. */
  public SkuaServer start() {
    SkuaServer server = build();
    server.start();
    return server;
  }
}
