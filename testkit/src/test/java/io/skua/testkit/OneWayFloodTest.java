package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.exception.OverloadedException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.Net;
import io.skua.net.NetException;
import io.skua.net.OneWayCompletion;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.HeaderForm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One-way requests to a peer that takes them slowly. */
class OneWayFloodTest extends ClientScenario {
  private static final Address SERVER = new Address("10.0.2.1", 10911);
  private static final int BODY = 16 * 1024;
  private static final int HIGH_WATER = 8 * BODY;

  private final List<Integer> arrived = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();
  private final List<NetException> failures = new ArrayList<>();
  private int taken;

  private final Links links =
      new Links(
          network.net("10.0.0.8"),
          time,
          new LinkSettings(HeaderForm.JSON, 1 << 20, HIGH_WATER, Duration.ofMinutes(2), 16 * 1024),
          new Dispatcher(),
          Duration.ofSeconds(3));

  @BeforeEach
  void serve() throws IOException {
    Dispatcher handlers = new Dispatcher();
    for (int code = 1; code <= 200; code++) {
      handlers.on(code, (request, exchange) -> arrived.add(request.code()));
    }
    Net net = network.net(SERVER.host());
    net.listen(
        SERVER,
        channel -> {
          channels.add(channel);
          return Link.accepted(net.loop(), time.clock(), LinkSettings.DEFAULT, handlers, channel);
        });
  }

  private void connectToOneThatDoesNotRead() {
    oneWay(1, SECOND);
    time.advance(SECOND);
    channels.get(0).reading(false);
  }

  private void oneWay(int code, Duration timeout) {
    links.oneWay(
        SERVER,
        Frame.request(code).withBody(new byte[BODY]),
        time.clock().nanos() + timeout.toNanos(),
        new OneWayCompletion() {
          @Override
          public void taken() {
            taken++;
          }

          @Override
          public void failed(NetException failure) {
            failures.add(failure);
          }
        });
    time.settle();
  }

  @Test
  void a_flood_waits_for_room_and_arrives_in_order() {
    connectToOneThatDoesNotRead();
    for (int code = 2; code <= 100; code++) {
      oneWay(code, Duration.ofMinutes(1));
    }
    assertThat(failures).isEmpty();
    assertThat(taken)
        .as("what the connection and its buffer hold")
        .isBetween(20, LoopbackNetwork.WINDOW / BODY + HIGH_WATER / BODY + 1);
    channels.get(0).reading(true);
    time.advance(SECOND);
    assertThat(taken).isEqualTo(100);
    assertThat(arrived).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
  }

  @Test
  void who_comes_later_does_not_overtake_who_waits() {
    connectToOneThatDoesNotRead();
    for (int code = 2; code <= 40; code++) {
      oneWay(code, Duration.ofMinutes(1));
    }
    channels.get(0).reading(true);
    for (int code = 41; code <= 200; code++) {
      oneWay(code, Duration.ofMinutes(1));
      if (code % 20 == 0) {
        time.advance(Duration.ofMillis(1));
      }
    }
    time.advance(SECOND);
    assertThat(arrived).isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void without_room_a_wait_ends_at_its_deadline() {
    connectToOneThatDoesNotRead();
    for (int code = 2; code <= 100; code++) {
      oneWay(code, Duration.ofMillis(code == 90 ? 100 : 500));
    }
    int before = taken;
    time.advance(Duration.ofMillis(99));
    assertThat(failures).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(failures).hasSize(1);
    time.advance(Duration.ofMillis(400));
    assertThat(failures).hasSize(100 - before);
    assertThat(failures)
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(NetException.Kind.REFUSED));
    channels.get(0).reading(true);
    time.advance(SECOND);
    assertThat(arrived).as("what was refused is not sent").hasSize(before);
  }

  @Test
  void a_connection_that_breaks_ends_the_wait() {
    connectToOneThatDoesNotRead();
    for (int code = 2; code <= 100; code++) {
      oneWay(code, Duration.ofMinutes(1));
    }
    network.reset(SERVER);
    time.settle();
    assertThat(taken + failures.size()).isEqualTo(100);
    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(NetException.Kind.CONNECT));
  }

  @Test
  void closing_this_side_ends_the_wait() {
    connectToOneThatDoesNotRead();
    for (int code = 2; code <= 100; code++) {
      oneWay(code, Duration.ofMinutes(1));
    }
    links.close();
    time.settle();
    assertThat(taken + failures.size()).isEqualTo(100);
    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(NetException.Kind.CLOSED));
  }

  @Test
  void a_producer_waits_as_long_as_a_send_may_take_and_is_told_why() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
    producer.setSendMsgTimeout(500);
    MessageQueue ofA = new MessageQueue("TopicTest", "broker-a", 0);
    producer.send(message("opens the connection"), ofA);
    network.silence(a.address());
    for (int i = 0; i < 8; i++) {
      producer.sendOneway(new Message("TopicTest", new byte[4 << 20]), ofA);
    }
    Failure failure =
        failureOf(() -> producer.sendOneway(new Message("TopicTest", new byte[4 << 20]), ofA));
    assertThat(failure.millis()).isEqualTo(500);
    assertThat(failure.thrown())
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("too much waited to be written")
        .hasCauseInstanceOf(NetException.class);
    List<SendAttempt> attempts = ((OverloadedException) failure.thrown()).getAttempts();
    assertThat(attempts).hasSize(1);
    assertThat(attempts.get(0).phase()).isEqualTo(SendAttempt.Phase.WRITE);
  }
}
