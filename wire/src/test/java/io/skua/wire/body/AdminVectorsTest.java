package io.skua.wire.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.header.AclSubject;
import io.skua.wire.header.BrokerName;
import io.skua.wire.header.CreateTopic;
import io.skua.wire.header.DeleteGroup;
import io.skua.wire.header.DeleteTopicInNameServer;
import io.skua.wire.header.Fields;
import io.skua.wire.header.GetBrokerConsumeStats;
import io.skua.wire.header.GetConsumeStats;
import io.skua.wire.header.GetConsumerConnections;
import io.skua.wire.header.GetProducerConnections;
import io.skua.wire.header.GetTopicConfig;
import io.skua.wire.header.Header;
import io.skua.wire.header.QueryMessage;
import io.skua.wire.header.ResetOffset;
import io.skua.wire.header.TopicOnly;
import io.skua.wire.header.UserName;
import io.skua.wire.header.ViewMessage;
import io.skua.wire.header.WipeResult;
import io.skua.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Apache's mqadmin and broker said to each other, in our records and back again. */
class AdminVectorsTest {
  /** Requests that no server of ours answers, or whose bodies are those of clients. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "invoke-broker-get-consumer-status",
          "consumer-running-info",
          "consumer-running-info-pop",
          "query-consume-queue",
          "set-message-request-mode",
          "static-topic",
          "ha-status");

  /** Fields that are not of the header's own. */
  private static final Set<String> BESIDE = Set.of("lo");

  private static final Map<String, Header<?>> REQUESTS =
      Map.ofEntries(
          Map.entry("topic-stats", TopicOnly.WIRE),
          Map.entry("topic-config", GetTopicConfig.WIRE),
          Map.entry("consume-stats", GetConsumeStats.WIRE),
          Map.entry("consumer-connection", GetConsumerConnections.WIRE),
          Map.entry("producer-connection", GetProducerConnections.WIRE),
          Map.entry("broker-consume-stats", GetBrokerConsumeStats.WIRE),
          Map.entry("query-message-by-key", QueryMessage.WIRE),
          Map.entry("query-message-by-unique-key", QueryMessage.WIRE),
          Map.entry("view-message-by-id", ViewMessage.WIRE),
          Map.entry("query-topic-consume-by-who", TopicOnly.WIRE),
          Map.entry("reset-offset", ResetOffset.WIRE),
          Map.entry("update-topic", CreateTopic.WIRE),
          Map.entry("create-user", UserName.WIRE),
          Map.entry("create-acl", AclSubject.WIRE),
          Map.entry("wipe-write-perm", BrokerName.WIRE),
          Map.entry("delete-topic-broker", TopicOnly.WIRE),
          Map.entry("delete-topic-namesrv", DeleteTopicInNameServer.WIRE),
          Map.entry("delete-sub-group", DeleteGroup.WIRE));

  private static final Map<String, UnaryOperator<byte[]>> BODIES =
      Map.ofEntries(
          body("cluster-info", ClusterInfo::parse, ClusterInfo::write),
          body("broker-runtime-info", KvTable::parse, KvTable::write),
          body("topic-list", TopicList::parse, TopicList::write),
          body("topic-stats", TopicStats::parse, TopicStats::write),
          body("topic-config", TopicConfig::parse, TopicConfig::write),
          body("consume-stats", ConsumeStats::parse, ConsumeStats::write),
          body("consumer-connection", ConsumerConnections::parse, ConsumerConnections::write),
          body("producer-connection", ProducerConnections::parse, ProducerConnections::write),
          body("producer-table", ProducerTable::parse, ProducerTable::write),
          body("broker-consume-stats", ConsumeStatsList::parse, ConsumeStatsList::write),
          body("query-topic-consume-by-who", GroupList::parse, GroupList::write),
          body("reset-offset", QueueOffsets::parse, QueueOffsets::write),
          body("update-sub-group", SubscriptionGroup::parse, SubscriptionGroup::write),
          body("create-user", UserInfo::parse, UserInfo::write),
          body("create-acl", AclInfo::parse, AclInfo::write));

  private static <T> Map.Entry<String, UnaryOperator<byte[]>> body(
      String id, Function<byte[], T> parse, Function<T, byte[]> write) {
    return Map.entry(id, bytes -> write.apply(parse.apply(bytes)));
  }

  /** One side of an exchange; null where it has none. */
  private record Said(@Nullable Map<String, String> fields, @Nullable String body) {}

  private record Vector(String id, Said request, Said response) {
    @Override
    public String toString() {
      return id;
    }
  }

  private static List<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream file = GoldenVectors.class.getResourceAsStream("golden-b.json")) {
      JsonReader in = new JsonReader(Objects.requireNonNull(file).readAllBytes());
      in.object();
      while (in.member()) {
        if (in.name().equals("samples")) {
          in.array();
          while (in.element()) {
            vector(in, vectors);
          }
        } else {
          in.skip();
        }
      }
    }
    return vectors;
  }

  private static void vector(JsonReader in, List<Vector> vectors) {
    String id = "";
    String description = "";
    Said request = new Said(null, null);
    Said response = request;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "id" -> id = in.textOrEmpty();
        case "description" -> description = in.textOrEmpty();
        case "request" -> request = said(in);
        case "response" -> response = said(in);
        default -> in.skip();
      }
    }
    if (description.startsWith("mqadmin ") && !NOT_OURS.contains(id)) {
      vectors.add(new Vector(id, request, response));
    }
  }

  private static Said said(JsonReader in) {
    Map<String, String> fields = null;
    String body = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "extFields" -> fields = in.isNull() ? null : Json.texts(in);
        case "bodyText" -> body = in.text();
        default -> in.skip();
      }
    }
    return new Said(fields, body);
  }

  @Test
  void there_are_as_many_as_were_recorded() throws Exception {
    assertThat(vectors()).hasSize(24);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_request_has_the_fields_of_our_header(Vector vector) {
    Map<String, String> fields = vector.request().fields();
    if (fields != null && !fields.isEmpty()) {
      Map<String, String> expected = new TreeMap<>(fields);
      expected.keySet().removeAll(BESIDE);
      Header<?> header = Objects.requireNonNull(REQUESTS.get(vector.id()), vector.id());
      assertThat(again(header, fields)).isEqualTo(expected);
    }
  }

  @Test
  void the_answer_to_wiping_has_its_count() throws Exception {
    for (Vector vector : vectors()) {
      if (vector.id().equals("wipe-write-perm")) {
        Map<String, String> fields = Objects.requireNonNull(vector.response().fields());
        assertThat(again(WipeResult.WIRE, fields)).isEqualTo(fields);
      }
    }
  }

  private static <Q> Map<String, String> again(Header<Q> header, Map<String, String> fields) {
    return Fields.of(header, header.read(Fields.of(fields))).toMap();
  }

  /** The order of members is free, so that both are compared as sorted pieces. */
  @ParameterizedTest
  @MethodSource("vectors")
  void the_body_means_the_same_when_it_is_written_again(Vector vector) {
    String text =
        vector.request().body() == null ? vector.response().body() : vector.request().body();
    if (text == null || vector.id().equals("update-broker-config")) {
      return;
    }
    UnaryOperator<byte[]> body = Objects.requireNonNull(BODIES.get(vector.id()), vector.id());
    byte[] written = body.apply(GoldenVectors.utf8(text));
    assertThat(body.apply(written)).isEqualTo(written);
    assertThat(pieces(GoldenVectors.utf8(written))).isEqualTo(pieces(text));
  }

  /** A rate of consuming is not measured here, and absent members may be said or not. */
  private static List<String> pieces(String text) {
    return text.replaceAll("\"consumeTps\":[0-9.]+", "\"consumeTps\":0")
        .replaceAll("[{}\\[\\]]", ",")
        .lines()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .filter(piece -> !piece.isEmpty())
        .sorted()
        .toList();
  }
}
