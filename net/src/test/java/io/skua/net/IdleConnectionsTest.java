package io.skua.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.skua.net.nio.NioNet;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.frame.Frame;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Slow: both ends of ten thousand connections in one process. */
@Tag("slow")
class IdleConnectionsTest {
  private static final int CONNECTIONS = 10_000;
  private static final int BYTES_EACH = 4096;

  private final SystemPlatform platform = SystemPlatform.INSTANCE;

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void ten_thousand_idle_connections_are_held_and_calls_go_on_beside_them() throws Exception {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Assumptions.assumeTrue(
        system.getMaxFileDescriptorCount() > 2 * CONNECTIONS + 500,
        "needs more than 20500 file descriptors (ulimit -n)");
    Dispatcher handlers =
        new Dispatcher().on(1, (request, exchange) -> exchange.reply(Frame.success()));
    List<SocketChannel> idle = new ArrayList<>(CONNECTIONS);
    try (Net server = new NioNet("test-server", platform);
        Net client = new NioNet("test-client", platform)) {
      Address address =
          server
              .listen(
                  new Address("127.0.0.1", 0),
                  channel ->
                      Link.accepted(
                          server.loop(), platform.clock(), LinkSettings.DEFAULT, handlers, channel))
              .address();
      long before = usedHeap();
      for (int i = 0; i < CONNECTIONS; i++) {
        idle.add(
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port())));
      }
      Links links =
          new Links(
              client, platform, LinkSettings.DEFAULT, new Dispatcher(), Duration.ofSeconds(60));
      for (int i = 0; i < 100; i++) {
        Frame answer =
            links
                .call(address, Frame.request(1), Duration.ofSeconds(60), Frame::retain)
                .get(60, TimeUnit.SECONDS);
        assertThat(answer.code()).isZero();
      }
      // Both ends of each connection; the peer's end here is a bare channel.
      assertThat(usedHeap() - before).isLessThan((long) CONNECTIONS * BYTES_EACH);
      links.close();
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }
}
