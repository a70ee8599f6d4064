package io.skua.wire.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.GoldenVectors.Vector;
import io.skua.wire.body.Bodies.Body;
import io.skua.wire.message.Compression;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All vectors of bodies: what each means in our records, and back again. */
class BodyVectorsTest {
  private static final String BROKER = "broker-a";
  private static final String CLUSTER = "DefaultCluster";
  private static final DataVersion VERSION = new DataVersion(3, 0, 1_700_000_000_000L);
  private static final TopicConfig TOPIC = TopicConfig.of("TopicA", 4, 6);
  private static final Map<String, Object> MEANINGS =
      Map.ofEntries(
          Map.entry("route-json-legacy", route(broker(false, null), null, null)),
          Map.entry("route-json-strict", route(broker(false, null), null, null)),
          Map.entry(
              "route-json-order",
              route(broker(true, "z1"), "broker-a:4;broker-b:4", new TreeMap<>())),
          Map.entry(
              "cluster-info-json",
              new ClusterInfo(
                  sorted(BROKER, broker(false, null)), sorted(CLUSTER, List.of(BROKER)))),
          Map.entry("topic-list-json", new TopicList(List.of("TopicA"), null)),
          Map.entry("kv-table-json", new KvTable(sorted("TopicA", "broker-a:4"))),
          Map.entry("data-version-json", VERSION),
          Map.entry(
              "register-broker-body", registration(new DataVersion(0, 0, 1_700_000_000_000L))),
          Map.entry("heartbeat-producer", HeartbeatTest.PRODUCER),
          Map.entry("heartbeat-both", HeartbeatTest.BOTH),
          Map.entry("heartbeat-v2-without-sub", HeartbeatTest.BOTH.shortened()));

  private static <V> SortedMap<String, V> sorted(String name, V value) {
    return new TreeMap<>(Map.of(name, value));
  }

  private static BrokerRoute broker(boolean actingMaster, @Nullable String zone) {
    SortedMap<Long, String> addresses =
        new TreeMap<>(Map.of(0L, "192.168.1.10:10911", 1L, "192.168.1.11:10911"));
    return new BrokerRoute(BROKER, CLUSTER, addresses, actingMaster, zone);
  }

  private static TopicRoute route(
      BrokerRoute broker,
      @Nullable String order,
      @Nullable SortedMap<String, TopicQueueMapping> mappings) {
    return new TopicRoute(
        List.of(broker),
        List.of(new QueueRoute(BROKER, 6, 4, 4, 0)),
        order,
        new TreeMap<>(),
        mappings);
  }

  private static RegisterBrokerBody registration(DataVersion mappingVersion) {
    return new RegisterBrokerBody(
        new TopicConfigTable(VERSION, sorted("TopicA", TOPIC), mappingVersion, new TreeMap<>()),
        List.of());
  }

  private static List<Vector> bodies() {
    return GoldenVectors.ofKind("json");
  }

  private static Body codec(Vector vector) {
    String text = vector.text("text");
    return Bodies.all().filter(body -> body.sample().equals(text)).findAny().orElseThrow();
  }

  @Test
  void there_is_a_meaning_for_every_body() {
    assertThat(bodies()).extracting(Vector::id).hasSameElementsAs(MEANINGS.keySet());
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void is_read_and_written_byte_for_byte(Vector vector) {
    assertThat(GoldenVectors.utf8(vector.bytes())).isEqualTo(vector.text("text"));
    Object meaning = MEANINGS.get(vector.id());
    assertThat(codec(vector).parse().apply(vector.bytes())).isEqualTo(meaning);
    assertThat(codec(vector).write().apply(meaning)).isEqualTo(vector.bytes());
  }

  @Test
  void registrations_have_the_stated_checksum() {
    assertThat(crc(GoldenVectors.get("register-broker-body")))
        .isEqualTo(GoldenVectors.get("register-broker-body").number("bodyCrc32"));
  }

  private static long crc(Vector vector) {
    CRC32 crc = new CRC32();
    crc.update(vector.bytes());
    return crc.getValue() & 0x7FFFFFFF;
  }

  /** Old brokers write it, and nobody else: it is only read. */
  @Test
  void the_compressed_registration_is_read() {
    assertThat(GoldenVectors.ofKind("zlib")).hasSize(1);
    Vector vector = GoldenVectors.get("register-broker-body-compressed");
    byte[] bytes = vector.bytes();
    byte[] inflated = Compression.inflate(bytes, 0, bytes.length, 1000);
    assertThat(HexFormat.of().formatHex(inflated)).isEqualTo(vector.text("inflatedHex"));
    assertThat(GoldenVectors.utf8(inflated)).isEqualTo(vector.text("inflatedText"));
    assertThat(crc(vector)).isEqualTo(vector.number("bodyCrc32"));
    assertThat(RegisterBrokerBody.parseCompressed(bytes, 0, bytes.length))
        .isEqualTo(registration(DataVersion.ZERO));
  }
}
