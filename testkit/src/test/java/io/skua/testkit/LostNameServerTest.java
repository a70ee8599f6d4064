package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.server.ServerSettings;
import io.skua.server.SkuaServer;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A broker whose name server is another process, and cannot be reached for a while. */
class LostNameServerTest {
  private static final Address NAMES = new Address("10.0.0.1", 9876);
  private static final Address BROKER = new Address("10.0.0.2", 10911);

  private final ServerFixture fixture = new ServerFixture();
  private final Links client = fixture.client("10.0.0.8");

  private void start(Address address, ServerSettings.Roles roles, List<Address> nameServers) {
    SkuaServer.builder()
        .bindHost(address.host())
        .port(address.port())
        .inMemory()
        .roles(roles)
        .nameServers(nameServers)
        .platform(fixture.time)
        .network(() -> fixture.network.net(address.host()))
        .build()
        .start();
  }

  private int route() {
    Frame request = ServerFixture.request(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "TBW102");
    return fixture.await(client.call(NAMES, request, Duration.ofSeconds(3), Frame::retain)).code();
  }

  private void pass(long seconds) {
    fixture.time.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void a_broker_whose_connection_broke_is_known_again_within_two_seconds() {
    start(NAMES, ServerSettings.Roles.NAME_SERVER, List.of());
    start(BROKER, ServerSettings.Roles.BROKER, List.of(NAMES));
    pass(5);
    assertThat(route()).isZero();
    fixture.network.reset(NAMES);
    fixture.time.settle();
    assertThat(route()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    pass(2);
    assertThat(route()).isZero();
  }

  @Test
  void a_broker_stays_known_to_a_name_server_that_is_slow_when_a_client_asks_for_its_queues() {
    start(NAMES, ServerSettings.Roles.NAME_SERVER, List.of());
    start(BROKER, ServerSettings.Roles.BROKER, List.of(NAMES));
    pass(5);
    fixture.network.latency(Duration.ofMillis(700));
    String body =
        "{\"clientId\":\"c\",\"consumerGroup\":\"g\",\"messageModel\":\"CLUSTERING\","
            + "\"strategyName\":\"AVG\",\"topic\":\"TBW102\"}";
    Frame question =
        Frame.request(RequestCode.QUERY_ASSIGNMENT).withBody(body.getBytes(StandardCharsets.UTF_8));
    CompletableFuture<Frame> answer =
        client.call(BROKER, question, Duration.ofSeconds(10), Frame::retain);
    pass(2);
    for (int i = 0; i < 150; i++) {
      assertThat(fixture.network.connections()).as("to the name server, and ours").isEqualTo(2);
      fixture.time.advance(Duration.ofMillis(33));
    }
    assertThat(answer).isCompletedWithValueMatching(frame -> frame.code() == ResponseCode.SUCCESS);
  }

  @Test
  void a_broker_is_known_again_soon_after_its_name_server_is_back() {
    start(NAMES, ServerSettings.Roles.NAME_SERVER, List.of());
    start(BROKER, ServerSettings.Roles.BROKER, List.of(NAMES));
    fixture.network.silence(NAMES);
    fixture.network.reset(NAMES);
    pass(10);
    fixture.network.restore(NAMES);
    pass(10);
    assertThat(route()).isZero();
  }
}
