package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.Net;
import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import io.skua.runtime.VirtualTime;
import io.skua.runtime.Workers;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A server whose wall clock a test moves has timers that ring early, while its steady clock, which
 * deadlines go by, has not moved.
 */
class EarlyTimersTest {
  private static final Address PEER = new Address("10.0.0.1", 9876);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final LoopbackNetwork network = new LoopbackNetwork(time);
  private final Behind clock = new Behind();

  /** Virtual time, whose loops are ahead of its clock. */
  private final class Behind implements Platform, Clock {
    private long behind;

    @Override
    public Clock clock() {
      return this;
    }

    @Override
    public long wallMillis() {
      return time.clock().wallMillis();
    }

    @Override
    public long nanos() {
      return time.clock().nanos() - behind;
    }

    @Override
    public RandomGenerator random() {
      return time.random();
    }

    @Override
    public Workers workers(String name, int threads) {
      return time.workers(name, threads);
    }

    @Override
    public <T> T awaitNanos(CompletableFuture<T> result, long atMost)
        throws InterruptedException, ExecutionException, TimeoutException {
      return time.awaitNanos(result, atMost);
    }
  }

  @Test
  void a_call_keeps_its_deadline() throws Exception {
    Net peer = network.net(PEER.host());
    Dispatcher silent = new Dispatcher().on(1, (request, exchange) -> {});
    peer.listen(PEER, channel -> accepted(peer, silent, channel));
    Links links =
        new Links(network.net("10.0.0.9"), clock, LinkSettings.DEFAULT, new Dispatcher(), SECOND);
    CompletableFuture<Frame> call =
        links.call(PEER, Frame.request(1), Duration.ofSeconds(10), Frame::retain);
    time.advance(SECOND);
    clock.behind = Duration.ofHours(2).toNanos();
    time.advance(Duration.ofHours(2));
    assertThat(call).as("after 1 s by the steady clock").isNotDone();
    time.advance(Duration.ofSeconds(8));
    assertThat(call).as("after 9 s by the steady clock").isNotDone();
    time.advance(Duration.ofSeconds(2));
    assertThat(call).isCompletedExceptionally();
  }

  private Link accepted(Net peer, Dispatcher handlers, Channel channel) {
    return Link.accepted(peer.loop(), clock, LinkSettings.DEFAULT, handlers, channel);
  }
}
