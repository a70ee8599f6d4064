package io.skua.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.nio.NioNet;
import io.skua.net.tls.TlsException;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.HeaderForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NioNetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SystemPlatform platform = SystemPlatform.INSTANCE;
  private final Net serverNet = new NioNet("test-server", platform);
  private final Net clientNet = new NioNet("test-client", platform);
  private final Dispatcher handlers = new Dispatcher();
  private final Links links =
      new Links(clientNet, platform, LinkSettings.DEFAULT, new Dispatcher(), Duration.ofSeconds(3));
  private Address address = new Address("127.0.0.1", 0);

  @BeforeEach
  void serve() throws IOException {
    handlers.on(
        1, (request, exchange) -> exchange.reply(Frame.success().withBody(request.bodyBytes())));
    address =
        serverNet
            .listen(
                address,
                channel ->
                    Link.accepted(
                        serverNet.loop(),
                        platform.clock(),
                        LinkSettings.DEFAULT,
                        handlers,
                        channel))
            .address();
  }

  @AfterEach
  void close() {
    links.close();
    clientNet.close();
    serverNet.close();
  }

  @Test
  void bodies_of_all_sizes_come_back_whole() throws Exception {
    for (int size : new int[] {0, 1, 100, 65_536, 65_537, 1_000_000, 15_000_000}) {
      byte[] body = new byte[size];
      Arrays.fill(body, (byte) size);
      Frame answer =
          links
              .call(address, Frame.request(1).withBody(body), PATIENCE, Frame::retain)
              .get(60, TimeUnit.SECONDS);
      assertThat(answer.bodyBytes()).isEqualTo(body);
    }
  }

  @Test
  void threads_that_call_at_once_get_their_own_answers() throws Exception {
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      callers.add(CompletableFuture.runAsync(() -> callAndCompare(thread)));
    }
    for (CompletableFuture<Void> caller : callers) {
      caller.get(60, TimeUnit.SECONDS);
    }
  }

  private void callAndCompare(int thread) {
    for (int i = 0; i < 500; i++) {
      byte[] body = (thread + ":" + i).repeat(1 + i % 50).getBytes(StandardCharsets.UTF_8);
      CompletableFuture<byte[]> answer = new CompletableFuture<>();
      links.call(
          address,
          Frame.request(1).withBody(body),
          platform.clock().nanos() + PATIENCE.toNanos(),
          i % 2 == 0,
          new Completion() {
            @Override
            public void replied(Frame response) {
              answer.complete(response.bodyBytes());
            }

            @Override
            public void failed(NetException failure) {
              answer.completeExceptionally(failure);
            }
          });
      assertThat(answer.join()).isEqualTo(body);
    }
  }

  @Test
  void a_flood_of_one_way_requests_waits_for_a_slow_peer_and_arrives_whole() throws Exception {
    int count = 3000;
    CompletableFuture<Channel> server = new CompletableFuture<>();
    CompletableFuture<Integer> all = new CompletableFuture<>();
    AtomicInteger arrived = new AtomicInteger();
    handlers.on(
        2,
        (request, exchange) -> {
          if (arrived.incrementAndGet() == count) {
            all.complete(count);
          }
        });
    LinkSettings small =
        new LinkSettings(HeaderForm.JSON, 1 << 20, 256 * 1024, Duration.ofMinutes(2), 16 * 1024);
    Address slow =
        serverNet
            .listen(
                new Address("127.0.0.1", 0),
                channel -> {
                  channel.reading(false);
                  server.complete(channel);
                  return Link.accepted(
                      serverNet.loop(), platform.clock(), small, handlers, channel);
                })
            .address();
    Links flooding = new Links(clientNet, platform, small, new Dispatcher(), Duration.ofSeconds(3));
    Frame request = Frame.request(2).withBody(new byte[16 * 1024]);
    for (int i = 0; i < count; i++) {
      Taken taken = new Taken();
      flooding.oneWay(slow, request, platform.clock().nanos() + PATIENCE.toNanos(), taken);
      if (!taken.isDone()) {
        Channel channel = server.get(60, TimeUnit.SECONDS);
        serverNet.loop().execute(() -> channel.reading(true));
      }
      taken.get(60, TimeUnit.SECONDS);
    }
    assertThat(all.get(60, TimeUnit.SECONDS)).isEqualTo(count);
    flooding.close();
  }

  private static final class Taken extends CompletableFuture<Void> implements OneWayCompletion {
    @Override
    public void taken() {
      complete(null);
    }

    @Override
    public void failed(NetException failure) {
      completeExceptionally(failure);
    }
  }

  @Test
  void a_port_that_is_taken_is_said_so() {
    assertThatThrownBy(() -> serverNet.listen(address, channel -> failReceiver()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on " + address)
        .hasMessageContaining("Address already in use");
  }

  private static Receiver failReceiver() {
    throw new AssertionError("nobody connects here");
  }

  @Test
  void closing_the_network_ends_its_thread() {
    clientNet.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("test-client");
  }

  @Test
  void a_host_name_is_resolved_off_the_loop() throws Exception {
    Frame answer =
        links
            .call(
                new Address("localhost", address.port()), Frame.request(1), PATIENCE, Frame::retain)
            .get(60, TimeUnit.SECONDS);
    assertThat(answer.code()).isZero();
  }

  @Test
  void a_host_name_that_nobody_knows_fails_the_call() {
    CompletableFuture<Frame> call =
        links.call(
            new Address("no-such-host.invalid", 1), Frame.request(1), PATIENCE, Frame::retain);
    assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(NetException.class)
        .hasMessageContaining("the host no-such-host.invalid is not known");
  }

  /** Where a test of chaos came from: every close before the first answer was put down to TLS. */
  @Test
  void a_peer_that_has_answered_plainly_is_not_taken_for_one_of_tls_when_it_closes()
      throws Exception {
    handlers.on(2, (request, exchange) -> exchange.link().close());
    assertThatThrownBy(() -> call(2)).hasRootCauseInstanceOf(TlsException.class);

    call(1);
    assertThatThrownBy(() -> call(2)).hasRootCauseInstanceOf(NetException.class);
    assertThatThrownBy(() -> call(2))
        .as("on a connection that has never got an answer")
        .hasRootCauseInstanceOf(NetException.class);
  }

  private void call(int code) throws Exception {
    links.call(address, Frame.request(code), PATIENCE, Frame::retain).get(60, TimeUnit.SECONDS);
  }
}
