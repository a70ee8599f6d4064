package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Links;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private final ServerFixture server = new ServerFixture().start();

  @BeforeEach
  void two_members() {
    server.call(message("orders", "one"));
    join(server.client, "c1");
    join(server.client("10.0.0.8"), "c2");
  }

  private void join(Links client, String id) {
    String body =
        "{\"clientID\":\""
            + id
            + "\",\"consumerDataSet\":[{\"consumeFromWhere\":\"CONSUME_FROM_FIRST_OFFSET\","
            + "\"consumeType\":\"CONSUME_PASSIVELY\",\"groupName\":\"poppers\","
            + "\"messageModel\":\"CLUSTERING\",\"subscriptionDataSet\":[],\"unitMode\":false}],"
            + "\"producerDataSet\":[]}";
    server.await(
        client.call(
            ServerFixture.SERVER,
            Frame.request(RequestCode.HEART_BEAT).withBody(bytes(body)),
            ServerFixture.PATIENCE,
            Frame::retain));
  }

  private String assigned(String client, String topic, String strategy) {
    String body =
        "{\"clientId\":\"%s\",\"consumerGroup\":\"poppers\",\"messageModel\":\"CLUSTERING\","
                .formatted(client)
            + "\"strategyName\":\"%s\",\"topic\":\"%s\"}".formatted(strategy, topic);
    Frame answer = server.call(Frame.request(RequestCode.QUERY_ASSIGNMENT).withBody(bytes(body)));
    assertThat(answer.code()).isZero();
    return new String(answer.bodyBytes(), StandardCharsets.UTF_8);
  }

  private Frame set(String topic, String group, int shared) {
    String body =
        "{\"consumerGroup\":\"%s\",\"mode\":\"POP\",\"popShareQueueNum\":%d,\"topic\":\"%s\"}"
            .formatted(group, shared, topic);
    return server.call(Frame.request(RequestCode.SET_MESSAGE_REQUEST_MODE).withBody(bytes(body)));
  }

  private static String one(String topic, int queueId, String mode) {
    return "{\"messageQueue\":{\"brokerName\":\"broker-a\",\"queueId\":%d,\"topic\":\"%s\"},"
            .formatted(queueId, topic)
        + "\"mode\":\"%s\"}".formatted(mode);
  }

  private static String all(String... each) {
    return "{\"messageQueueAssignments\":[" + String.join(",", each) + "]}";
  }

  @Test
  void queues_are_shared_out() {
    assertThat(assigned("c1", "orders", "AVG"))
        .isEqualTo(all(one("orders", 0, "PULL"), one("orders", 1, "PULL")));
    assertThat(assigned("c2", "orders", "AVG_BY_CIRCLE"))
        .isEqualTo(all(one("orders", 1, "PULL"), one("orders", 3, "PULL")));
    assertThat(assigned("c3", "orders", "AVG")).isEqualTo(all());
    assertThat(assigned("c1", "orders", "CONFIG")).isEqualTo("{}");
    assertThat(assigned("c1", "none", "AVG")).isEqualTo("{}");
  }

  @Test
  void who_pops_gets_the_whole_broker() {
    assertThat(set("orders", "poppers", 0).code()).isZero();
    assertThat(assigned("c1", "orders", "AVG")).isEqualTo(all(one("orders", -1, "POP")));
    assertThat(assigned("c1", "%RETRY%poppers", "AVG")).contains("PULL");
    String modes =
        new String(
            server.call(RequestCode.GET_ALL_MESSAGE_REQUEST_MODE).bodyBytes(),
            StandardCharsets.UTF_8);
    assertThat(modes)
        .isEqualTo(
            "{\"messageRequestModeMap\":{\"orders\":{\"poppers\":{\"consumerGroup\":\"poppers\","
                + "\"mode\":\"POP\",\"popShareQueueNum\":0,\"topic\":\"orders\"}}}}");
  }

  @Test
  void queues_are_popped_by_a_number_of_clients() {
    join(server.client("10.0.0.7"), "c3");
    join(server.client("10.0.0.6"), "c4");
    set("orders", "poppers", 1);
    assertThat(assigned("c4", "orders", "AVG"))
        .isEqualTo(all(one("orders", 3, "POP"), one("orders", 0, "POP")));
    join(server.client("10.0.0.5"), "c5");
    assertThat(assigned("c5", "orders", "AVG")).isEqualTo(all(one("orders", 0, "POP")));
  }

  @Test
  void a_mode_is_kept_and_a_wrong_one_refused() {
    set("orders", "poppers", 0);
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(PopScenario.SECOND.multipliedBy(2));
    join(server.client, "c1");
    assertThat(assigned("c1", "orders", "AVG")).isEqualTo(all(one("orders", -1, "POP")));
    assertThat(set("%RETRY%poppers", "poppers", 0).code()).isEqualTo(16);
    assertThat(set("none", "poppers", 0).code()).isEqualTo(17);
    assertThat(set("orders", "a b", 0).code()).isEqualTo(26);
  }
}
