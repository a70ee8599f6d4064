package io.skua.server.names;

import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.server.config.Configuration;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name server's handlers on a registry, and the timer that expires brokers. On the loop. */
public final class NameServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NameServer.class);

  /** How often silent brokers are looked for (protocol 3.1). */
  private static final Duration SCAN = Duration.ofSeconds(5);

  private final Registry registry;
  private final Clock clock;
  private final Cancellable scan;

  /** Adds the handlers to a dispatcher and starts the timer. */
  public NameServer(
      Registry registry,
      KvConfigs kvs,
      OwnAddress own,
      Dispatcher dispatcher,
      Loop loop,
      Clock clock) {
    this.registry = registry;
    this.clock = clock;
    new BrokerRequests(registry, kvs, own, clock).install(dispatcher);
    new RouteRequests(registry, own).install(dispatcher);
    new AdminRequests(registry, kvs, configuration(own.listening())).install(dispatcher);
    this.scan = loop.every(SCAN, SCAN, this::expire);
  }

  /** What tools read of its settings, under Apache's names; none can change while it runs. */
  private static Configuration configuration(Address listening) {
    return new Configuration()
        .fixed("bindAddress", listening.host())
        .fixed("listenPort", listening.port())
        .fixed("scanNotActiveBrokerInterval", SCAN.toMillis())
        .fixed("orderMessageEnable", false)
        .fixed("returnOrderTopicConfigToBroker", true)
        .fixed("deleteTopicWithBrokerRegistration", false)
        .fixed("supportActingMaster", false)
        .fixed("productEnvName", "center");
  }

  private void expire() {
    for (Link silent : registry.expire(clock.nanos())) {
      log.warn("closing the connection with {}: its broker has been silent for too long", silent);
      silent.close();
    }
  }

  /** Forgets the brokers of a connection that has closed. */
  public void closed(Link link) {
    registry.closed(link);
  }

  /** Stops the timer. */
  @Override
  public void close() {
    scan.cancel();
  }
}
