package io.skua.testkit;

import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.LinkSettings;
import io.skua.net.Net;
import io.skua.net.Receiver;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.runtime.SystemPlatform;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Threads that lease and release client instances of the same and of different identities: nobody
 * ever has one that is closed, and in the end all are.
 */
@Param(name = "client", gen = IntGen.class, conf = "1:2")
public class ClientRegistryConcurrencyTest {
  private final AtomicInteger open = new AtomicInteger();
  private final ClientRegistry registry =
      new ClientRegistry(SystemPlatform.INSTANCE, settings -> new CountedNet());

  /** Counts itself while it is open; has no thread. */
  private final class CountedNet implements Net, Loop {
    private boolean closed;

    CountedNet() {
      open.incrementAndGet();
    }

    @Override
    public Loop loop() {
      return this;
    }

    @Override
    public boolean inside() {
      return true;
    }

    @Override
    public void execute(Runnable task) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      task.run();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public Cancellable every(Duration first, Duration period, Runnable task) {
      return () -> {};
    }

    @Override
    public Channel dial(Address address, Duration budget, Receiver receiver) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Listener listen(Address bind, Function<Channel, Receiver> acceptor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed twice");
      }
      closed = true;
      open.decrementAndGet();
    }
  }

  private static ClientSettings settings(int client) {
    Duration minute = Duration.ofMinutes(1);
    return new ClientSettings(
        "10.0.0.1@" + client,
        "10.0.0.1",
        "10.0.0.2:9876",
        "",
        minute,
        minute,
        minute,
        minute,
        minute,
        minute,
        false,
        false,
        1,
        true,
        LinkSettings.DEFAULT,
        Map.of(),
        null,
        null);
  }

  /** Returns whether the instance could be used. */
  @Operation
  public boolean use(@Param(name = "client") int client) {
    ClientRegistry.Lease lease = registry.lease(settings(client));
    boolean[] ran = {false};
    lease.instance().loop().execute(() -> ran[0] = true);
    lease.release();
    return ran[0];
  }

  /** In the end nothing is left. */
  @Validate
  public void allClosed() {
    if (registry.size() != 0 || open.get() != 0) {
      throw new IllegalStateException(registry.size() + " slots, " + open.get() + " open");
    }
  }

  @Test
  void nobody_gets_an_instance_that_is_closed() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(100)
        .threads(3)
        .actorsPerThread(3)
        .check(ClientRegistryConcurrencyTest.class);
  }
}
