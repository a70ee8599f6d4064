package interop.chaos;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.operator.Console;
import interop.process.FreePorts;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import io.skua.net.Address;
import io.skua.server.ServerSettings;
import io.skua.server.SkuaServer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A name server and its brokers, which listen on one address of loopback and advertise another one,
 * where a proxy has their doors. Not thread-safe.
 */
final class ProxiedCluster implements AutoCloseable {
  static final int QUEUES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String LISTENING = "127.0.0.1";

  /** The whole of 127/8 is this machine, on Linux; elsewhere it must be told so. */
  private static final String ADVERTISED = "127.0.0.2";

  private final Deque<Closeable> closing = new ArrayDeque<>();
  private final ChaosProxy proxy = new ChaosProxy(ADVERTISED);
  private final List<Address> brokers = new ArrayList<>(); // where they listen
  private final List<Address> doors = new ArrayList<>();
  private String nameServer = ""; // where it listens

  private ProxiedCluster() {
    closing.push(proxy);
  }

  /** Two brokers of ours, the first of which is the name server too. */
  static ProxiedCluster ofSkua(Path directory) throws Exception {
    ProxiedCluster cluster = new ProxiedCluster();
    try {
      cluster.skua(directory, "broker-a", ServerSettings.Roles.BOTH, List.of());
      Address names = cluster.brokers.get(0);
      cluster.nameServer = names.toString();
      cluster.skua(directory, "broker-b", ServerSettings.Roles.BROKER, List.of(names));
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  private void skua(
      Path directory, String name, ServerSettings.Roles roles, List<Address> nameServers)
      throws IOException {
    int port = FreePorts.one();
    SkuaServer server =
        SkuaServer.builder()
            .bindHost(LISTENING)
            .port(port)
            .advertise(new Address(ADVERTISED, port))
            .dataDirectory(directory.resolve(name))
            .broker(name)
            .roles(roles)
            .nameServers(nameServers)
            .start();
    closing.push(server::close);
    broker(port);
  }

  /** A name server and a broker of Apache's. */
  static ProxiedCluster ofApache(Path directory) throws Exception {
    ProxiedCluster cluster = new ProxiedCluster();
    try {
      ApacheNameServer names = ApacheNameServer.start(directory.resolve("names"));
      cluster.closing.push(names::close);
      cluster.nameServer = names.address();
      cluster.open(Address.parse(names.address()));
      ApacheBroker broker =
          ApacheBroker.start(
              directory.resolve("broker"),
              BrokerSettings.of("broker-a", names.address(), directory.resolve("store"))
                  .withAdvertisedHost(ADVERTISED));
      cluster.closing.push(broker::close);
      cluster.broker(Address.parse(broker.address()).port());
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  private void broker(int port) throws IOException {
    Address broker = new Address(LISTENING, port);
    brokers.add(broker);
    open(broker);
  }

  private void open(Address server) throws IOException {
    doors.add(proxy.open(server));
  }

  ChaosProxy proxy() {
    return proxy;
  }

  /** The doors of all servers; the first one is that of the name server. */
  List<Address> doors() {
    return List.copyOf(doors);
  }

  /** Makes a topic at every broker, past the proxy; returns when the name server knows of all. */
  void topic(String name) throws IOException {
    for (Address broker : brokers) {
      new Console(nameServer, broker.toString())
          .topic(name, QUEUES, QUEUES, Operator.READ | Operator.WRITE);
    }
    Eventually.get(
        name + " at all brokers",
        PATIENCE,
        () ->
            Optional.of(Route.of(nameServer, name))
                .filter(route -> route.queues().size() == QUEUES * brokers.size()));
  }

  /** All that is in the stores of the brokers, read past the proxy. */
  List<Stored> stored(String topic) throws IOException {
    List<Stored> all = new ArrayList<>();
    for (Route.Queue queue : Route.of(nameServer, topic).queues()) {
      Route.Queue direct =
          new Route.Queue(topic, queue.brokerName(), pastTheDoor(queue.address()), queue.id());
      all.addAll(Reader.read(direct, 0).messages());
    }
    return all;
  }

  private static String pastTheDoor(String door) {
    return new Address(LISTENING, Address.parse(door).port()).toString();
  }

  @Override
  public void close() throws IOException {
    while (!closing.isEmpty()) {
      closing.pop().close();
    }
  }
}
