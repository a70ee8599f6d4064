package io.skua.wire.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
  private static final String CLIENT = "192.168.1.20@1234#99";
  private static final List<ProducerData> PRODUCERS = List.of(new ProducerData("PG"));
  static final Heartbeat PRODUCER = Heartbeat.of(CLIENT, PRODUCERS, List.of());
  static final Heartbeat BOTH =
      Heartbeat.of(
          CLIENT,
          PRODUCERS,
          List.of(
              new ConsumerData(
                  "CG",
                  ConsumeType.CONSUME_PASSIVELY,
                  MessageModel.CLUSTERING,
                  ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                  List.of(
                      new SubscriptionData(
                          "TopicA",
                          "TagA || TagB",
                          new TreeSet<>(Set.of("TagA", "TagB")),
                          new TreeSet<>(Set.of(2598919, 2598920)),
                          1_700_000_000_000L,
                          SubscriptionData.TAG,
                          false)),
                  false)));

  private static Heartbeat golden(String id) {
    return Heartbeat.parse(GoldenVectors.get(id).bytes());
  }

  private static Heartbeat parse(String json) {
    return Heartbeat.parse(GoldenVectors.utf8(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"heartbeat-producer", "heartbeat-both"})
  void the_fingerprint_is_that_of_the_reference(String id) {
    int stated = Integer.parseInt(GoldenVectors.get(id).text("fingerprintIfV2"));
    Heartbeat heartbeat = golden(id);
    assertThat(heartbeat.computedFingerprint()).isEqualTo(stated);
    assertThat(heartbeat.fingerprinted().fingerprint()).isEqualTo(stated);
    assertThat(heartbeat.fingerprinted().withoutSubscriptions()).isFalse();
    assertThat(heartbeat.fingerprinted().computedFingerprint()).isEqualTo(stated);
  }

  @Test
  void the_fingerprint_does_not_depend_on_client_version_or_order() {
    ConsumerData group = BOTH.consumers().get(0);
    SubscriptionData first = group.subscriptions().get(0);
    SubscriptionData second =
        new SubscriptionData("B", "*", new TreeSet<>(), new TreeSet<>(), 1, "TAG", false);
    List<ProducerData> two = List.of(new ProducerData("A"), new ProducerData("B"));
    List<ProducerData> turned = List.of(new ProducerData("B"), new ProducerData("A"));
    Heartbeat one =
        Heartbeat.of("x", two, List.of(group.withSubscriptions(List.of(first, second))));
    Heartbeat other =
        Heartbeat.of(
            "y", turned, List.of(group.withSubscriptions(List.of(second.withVersion(9), first))));
    assertThat(one.computedFingerprint()).isEqualTo(other.computedFingerprint());
    assertThat(one.computedFingerprint()).isNotEqualTo(BOTH.computedFingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "CONSUME_ACTIVELY, CONSUME_ACTIVELY",
    "consume_actively, CONSUME_ACTIVELY",
    "CONSUME_POP, CONSUME_POP",
    "CONSUME_SOMEHOW, CONSUME_PASSIVELY",
    "'', CONSUME_PASSIVELY"
  })
  void constants_are_read_leniently(String name, ConsumeType type) {
    String json = "{\"consumerDataSet\":[{\"consumeType\":\"" + name + "\"}]}";
    assertThat(parse(json).consumers().get(0).consumeType()).isEqualTo(type);
  }

  @Test
  void an_empty_object_is_a_heartbeat() {
    assertThat(parse("{}")).isEqualTo(Heartbeat.of("", List.of(), List.of()));
    ConsumerData bare = parse("{\"consumerDataSet\":[{}]}").consumers().get(0);
    assertThat(bare.messageModel()).isEqualTo(MessageModel.CLUSTERING);
    assertThat(bare.consumeFromWhere()).isEqualTo(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
    assertThat(bare.consumeType()).isEqualTo(ConsumeType.CONSUME_PASSIVELY);
  }
}
