package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.runtime.VirtualTime;
import io.skua.server.ServerSettings;
import io.skua.server.SkuaServer;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that a message makes on a broker whose name server is another process. */
class NewTopicTest {
  private static final Address NAMES = new Address("10.0.0.1", 9876);
  private static final Address BROKER = new Address("10.0.0.2", 10911);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerFixture fixture = new ServerFixture();
  private final VirtualTime time = fixture.time;
  private final Links client = fixture.client("10.0.0.8");

  @BeforeEach
  void start() {
    server(NAMES, ServerSettings.Roles.NAME_SERVER, List.of());
    server(BROKER, ServerSettings.Roles.BROKER, List.of(NAMES));
  }

  private void server(Address address, ServerSettings.Roles roles, List<Address> nameServers) {
    SkuaServer.builder()
        .bindHost(address.host())
        .port(address.port())
        .inMemory()
        .roles(roles)
        .nameServers(nameServers)
        .platform(time)
        .network(() -> fixture.network.net(address.host()))
        .build()
        .start();
  }

  private CompletableFuture<Frame> call(Address address, Frame request) {
    return client.call(address, request, PATIENCE, Frame::retain);
  }

  private Frame route(String topic) {
    return fixture.await(
        call(NAMES, ServerFixture.request(RequestCode.GET_ROUTE_BY_TOPIC, "topic", topic)));
  }

  @Test
  void a_new_topic_is_known_to_the_name_server_when_its_first_message_is_answered() {
    CompletableFuture<Frame> sent = call(BROKER, ServerFixture.message("fresh", "hello"));
    while (!sent.isDone()) {
      time.advance(Duration.ofMillis(1));
    }
    assertThat(sent.join().code()).isZero();
    assertThat(route("fresh").code()).isZero();
  }

  @Test
  void a_silent_name_server_delays_the_first_message_of_a_topic_by_a_second_and_no_other() {
    fixture.await(call(BROKER, ServerFixture.message("known", "hello")));
    fixture.network.silence(NAMES);
    long start = time.clock().nanos();
    CompletableFuture<Frame> first = call(BROKER, ServerFixture.message("fresh", "hello"));
    assertThat(fixture.await(call(BROKER, ServerFixture.message("known", "again"))).code())
        .isZero();
    assertThat(time.clock().nanos() - start).isLessThan(Duration.ofMillis(100).toNanos());
    assertThat(fixture.await(first).code()).isZero();
    assertThat(time.clock().nanos() - start)
        .isBetween(Duration.ofSeconds(1).toNanos(), Duration.ofMillis(1100).toNanos());
  }
}
