package io.skua.server.names;

import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
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
    new AdminRequests(registry, kvs).install(dispatcher);
    this.scan = loop.every(SCAN, SCAN, this::expire);
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
