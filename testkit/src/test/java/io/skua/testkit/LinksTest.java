package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Completion;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.Net;
import io.skua.net.NetException;
import io.skua.net.Receiver;
import io.skua.net.RequestRefused;
import io.skua.runtime.VirtualTime;
import io.skua.wire.Output;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameEncoder;
import io.skua.wire.frame.HeaderForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Address SERVER = new Address("10.0.0.1", 9876);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final LoopbackNetwork network = new LoopbackNetwork(time);
  private final Dispatcher handlers = new Dispatcher();
  private final List<Link> accepted = new ArrayList<>();
  private final Links links =
      new Links(
          network.net("10.0.0.9"),
          time,
          LinkSettings.DEFAULT,
          new Dispatcher(),
          Duration.ofSeconds(3));

  @BeforeEach
  void serve() throws IOException {
    Net net = network.net("10.0.0.1");
    net.listen(
        SERVER,
        channel -> {
          Link link =
              Link.accepted(net.loop(), time.clock(), LinkSettings.DEFAULT, handlers, channel);
          accepted.add(link);
          return link;
        });
    handlers.on(
        1, (request, exchange) -> exchange.reply(Frame.success().withBody(request.bodyBytes())));
    handlers.on(2, (request, exchange) -> {});
    handlers.on(
        3,
        (request, exchange) -> {
          throw new RequestRefused(14, "no");
        });
    handlers.on(
        4,
        (request, exchange) -> {
          throw new IllegalStateException("boom");
        });
  }

  private CompletableFuture<Frame> call(int code, Duration timeout) {
    return links.call(SERVER, Frame.request(code).withBody(bytes("hello")), timeout, Frame::retain);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private NetException failureOf(CompletableFuture<Frame> call) {
    try {
      time.await(call, Duration.ofHours(1));
      throw new AssertionError("the call succeeded");
    } catch (ExecutionException e) {
      return (NetException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_answer_comes_back_with_its_body() throws Exception {
    Frame answer = time.await(call(1, SECOND), SECOND);
    assertThat(answer.bodyBytes()).isEqualTo(bytes("hello"));
  }

  @Test
  void many_calls_share_one_connection() throws Exception {
    List<CompletableFuture<Frame>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(call(1, SECOND));
    }
    time.await(CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)), SECOND);
    assertThat(accepted).hasSize(1);
    assertThat(network.connections()).isEqualTo(1);
  }

  @Test
  void a_deadline_fires_at_its_moment() {
    long start = time.clock().nanos();
    NetException failure = failureOf(call(2, Duration.ofMillis(700)));
    assertThat(failure.kind()).isEqualTo(NetException.Kind.TIMEOUT);
    assertThat(Duration.ofNanos(time.clock().nanos() - start)).isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void a_refusal_of_the_handler_is_an_answer() throws Exception {
    Frame answer = time.await(call(3, SECOND), SECOND);
    assertThat(answer.code()).isEqualTo(14);
    assertThat(answer.remark()).isEqualTo("no");
  }

  @Test
  void a_handler_that_fails_answers_system_error_with_class_message_and_frame() throws Exception {
    Frame answer = time.await(call(4, SECOND), SECOND);
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.remark())
        .startsWith("java.lang.IllegalStateException: boom, io.skua.testkit.LinksTest");
  }

  @Test
  void an_unknown_code_is_answered_as_not_supported() throws Exception {
    Frame answer = time.await(call(4711, SECOND), SECOND);
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.remark()).isEqualTo(" request type 4711 not supported");
  }

  @Test
  void a_refused_connection_fails_at_once_and_then_backs_off() {
    Address dead = new Address("10.0.0.1", 1);
    NetException first = failureOf(links.call(dead, Frame.request(1), SECOND, Frame::retain));
    assertThat(first.kind()).isEqualTo(NetException.Kind.CONNECT);
    assertThat(first).hasMessageContaining("connect to 10.0.0.1:1 failed: Connection refused");
    CompletableFuture<Frame> second = links.call(dead, Frame.request(1), SECOND, Frame::retain);
    assertThat(second).isCompletedExceptionally();
  }

  @Test
  void a_silent_address_fails_by_the_connect_budget_when_the_call_has_more_time() {
    network.silence(SERVER);
    NetException failure = failureOf(call(1, Duration.ofSeconds(10)));
    assertThat(failure.kind()).isEqualTo(NetException.Kind.CONNECT);
  }

  @Test
  void calls_fail_when_the_connection_breaks_and_the_next_one_connects_anew() throws Exception {
    CompletableFuture<Frame> waiting = call(2, SECOND);
    time.advance(Duration.ofMillis(10));
    network.reset(SERVER);
    assertThat(failureOf(waiting).kind()).isEqualTo(NetException.Kind.BROKEN);
    assertThat(time.await(call(1, SECOND), SECOND).code()).isZero();
    assertThat(accepted).hasSize(2);
  }

  @Test
  void a_connection_that_went_silent_is_replaced_after_a_timeout() throws Exception {
    time.await(call(1, SECOND), SECOND);
    network.silence(SERVER);
    assertThat(failureOf(call(1, Duration.ofSeconds(3))).kind())
        .isEqualTo(NetException.Kind.TIMEOUT);
    network.restore(SERVER);
    assertThat(time.await(call(1, SECOND), SECOND).code()).isZero();
  }

  @Test
  void what_else_waits_on_a_connection_that_went_silent_timed_out_and_did_not_break() {
    CompletableFuture<Frame> first = call(2, SECOND);
    time.advance(Duration.ofMillis(1));
    CompletableFuture<Frame> later = call(2, SECOND.multipliedBy(5));
    assertThat(failureOf(first).kind()).isEqualTo(NetException.Kind.TIMEOUT);
    assertThat(failureOf(later).kind()).isEqualTo(NetException.Kind.TIMEOUT);
    assertThat(failureOf(later)).hasMessageContaining("the connection is given up");
  }

  @Test
  void a_peer_that_goes_away_is_asked_again_over_a_new_connection() throws Exception {
    time.await(call(1, SECOND), SECOND);
    handlers.leave();
    assertThat(failureOf(call(1, SECOND)).kind()).isEqualTo(NetException.Kind.GO_AWAY);
    assertThat(accepted).hasSize(2);
  }

  @Test
  void an_idle_connection_is_closed_after_two_minutes() throws Exception {
    time.await(call(1, SECOND), SECOND);
    time.advance(Duration.ofSeconds(119));
    assertThat(network.connections()).isEqualTo(1);
    time.advance(Duration.ofSeconds(2));
    assertThat(network.connections()).isZero();
  }

  @Test
  void garbage_closes_the_connection_and_nothing_else() throws Exception {
    time.await(call(1, SECOND), SECOND);
    accepted.get(0).received(new byte[] {-1, -1, -1, -1}, 0, 4);
    time.advance(SECOND);
    assertThat(network.connections()).isZero();
    assertThat(time.await(call(1, SECOND), SECOND).code()).isZero();
  }

  @Test
  void a_peer_that_does_not_read_its_answers_is_no_longer_read_from() throws Exception {
    Net net = network.net("10.0.0.3");
    Address small = new Address("10.0.0.3", 9876);
    LinkSettings settings =
        new LinkSettings(HeaderForm.JSON, 1 << 20, 1 << 20, Duration.ofMinutes(2), 16 * 1024);
    int[] answered = {0};
    Dispatcher large =
        new Dispatcher()
            .on(
                1,
                (request, exchange) -> {
                  answered[0]++;
                  exchange.reply(Frame.success().withBody(new byte[100_000]));
                });
    net.listen(small, channel -> Link.accepted(net.loop(), time.clock(), settings, large, channel));
    Greedy greedy = new Greedy();
    Net client = network.net("10.0.0.7");
    client.loop().execute(() -> greedy.channel = client.dial(small, Duration.ofSeconds(3), greedy));
    time.advance(SECOND);
    for (int i = 0; i < 1000; i++) {
      greedy.ask(i);
      time.advance(Duration.ofMillis(5));
    }
    // What was on its way when reading stopped is still answered: more than the limit, far from
    // all.
    assertThat(answered[0]).isBetween(10, 30);
  }

  /** A client that asks and asks, and takes nothing. */
  private static final class Greedy implements Receiver {
    private final FrameEncoder encoder = new FrameEncoder(HeaderForm.JSON);
    private Channel channel;

    void ask(int opaque) throws IOException {
      Output out = new Output(256);
      encoder.encode(Frame.request(1), opaque, out);
      channel.write(out.buffer(0));
    }

    @Override
    public void opened() {
      channel.reading(false);
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      throw new AssertionError("reading is off");
    }

    @Override
    public void writable() {}

    @Override
    public void closed(IOException cause) {}
  }

  @Test
  void closing_fails_the_calls_that_wait_and_all_later_ones() {
    CompletableFuture<Frame> waiting = call(2, SECOND);
    time.advance(Duration.ofMillis(10));
    links.close();
    time.settle();
    assertThat(waiting).isCompletedExceptionally();
    assertThatThrownBy(() -> call(1, SECOND).get()).hasMessageContaining("has been shut down");
  }

  /**
   * Found by the matrix: a send failed with "has just been closed", without an attempt, when the
   * connection closed between being found and being used. The link leaves the call to the next one.
   */
  @Test
  void a_closed_link_leaves_a_call_to_the_next_link() throws Exception {
    time.await(call(1, SECOND), SECOND);
    Link link = accepted.get(0);
    link.close();
    time.advance(SECOND);
    List<NetException> failures = new ArrayList<>();
    Completion completion =
        new Completion() {
          @Override
          public void replied(Frame response) {
            throw new AssertionError("answered: " + response);
          }

          @Override
          public void failed(NetException failure) {
            failures.add(failure);
          }
        };
    long deadline = time.clock().nanos() + SECOND.toNanos();
    assertThat(link.call(Frame.request(1), deadline, false, completion)).isFalse();
    assertThat(link.oneWay(Frame.request(1))).isFalse();
    time.advance(SECOND);
    assertThat(failures).isEmpty();
    assertThat(time.await(call(1, SECOND), SECOND).code()).isZero();
    assertThat(accepted).as("connections").hasSize(2);
  }
}
