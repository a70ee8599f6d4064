package io.skua.wire.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.wire.GoldenVectors;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.body.Bodies.Body;
import io.skua.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  static Stream<Body> all() {
    return Bodies.all();
  }

  private static byte[] utf8(String text) {
    return GoldenVectors.utf8(text);
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_was_read_is_written_byte_for_byte(Body body) {
    byte[] written = body.write().apply(body.parse().apply(utf8(body.sample())));
    assertThat(GoldenVectors.utf8(written)).isEqualTo(body.sample());
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_empty_object_has_the_defaults_and_survives(Body body) {
    Object empty = body.parse().apply(utf8("{}"));
    assertThat(body.parse().apply(body.write().apply(empty))).isEqualTo(empty);
  }

  @ParameterizedTest
  @MethodSource("all")
  void unknown_members_and_blanks_change_nothing(Body body) {
    String spaced = body.sample().replace(",", " ,\n\t").replaceFirst("\\{", "{ \"new\":[{}], ");
    assertThat(body.parse().apply(utf8(spaced))).isEqualTo(body.parse().apply(utf8(body.sample())));
  }

  @ParameterizedTest
  @MethodSource("all")
  void null_members_count_as_missing(Body body) {
    List<String> names = topLevelNames(body.sample());
    Object empty = body.parse().apply(utf8("{}"));
    for (String name : names) {
      Object read = body.parse().apply(utf8("{\"" + name + "\":null}"));
      assertThat(read).as(name).hasSameClassAs(empty);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_body_cut_short_is_refused(Body body) {
    byte[] whole = utf8(body.sample());
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> body.parse().apply(part));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"\"", "{}x", "{}{}"})
  void what_is_no_object_is_refused(String json) {
    all()
        .forEach(
            body ->
                assertThatExceptionOfType(MalformedException.class)
                    .as(body.name())
                    .isThrownBy(() -> body.parse().apply(utf8(json))));
  }

  private static List<String> topLevelNames(String json) {
    List<String> names = new ArrayList<>();
    JsonReader in = new JsonReader(utf8(json));
    in.object();
    while (in.member()) {
      names.add(in.name());
      in.skip();
    }
    return names;
  }

  @Test
  void the_strict_form_of_a_route_is_ascii() {
    TopicRoute route = TopicRoute.of(List.of(), List.of(new QueueRoute("经纪人", 6, 1, 1, 0)));
    assertThat(route.writeStrict()).satisfies(bytes -> assertThat(allAscii(bytes)).isTrue());
    assertThat(allAscii(route.write())).isFalse();
    assertThat(TopicRoute.parse(route.writeStrict())).isEqualTo(route);
    assertThat(TopicRoute.parse(route.write())).isEqualTo(route);
  }

  private static boolean allAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] registration(String... parts) {
    Output out = new Output(0);
    for (String part : parts) {
      if (part.startsWith("#")) {
        out.int32(Integer.parseInt(part.substring(1)));
      } else {
        out.int32(utf8(part).length);
        out.utf8(part);
      }
    }
    return Bodies.deflate(out.toByteArray());
  }

  private static RegisterBrokerBody compressed(byte[] bytes) {
    return RegisterBrokerBody.parseCompressed(bytes, 0, bytes.length);
  }

  @Test
  void a_compressed_registration_of_an_old_broker_ends_before_the_static_topics() {
    RegisterBrokerBody body =
        compressed(registration("{}", "#1", "主题 1 2 6 MULTI_TAG", "[\"1.2.3.4:5\"]"));
    assertThat(body.filterServers()).containsExactly("1.2.3.4:5");
    TopicConfig topic =
        new TopicConfig("主题", 1, 2, 6, TopicConfig.FilterType.MULTI_TAG, 0, false, new TreeMap<>());
    assertThat(body.topics().topics()).isEqualTo(Map.of("主题", topic));
    assertThat(body.topics().mappingDataVersion()).isNull();
  }

  @Test
  void a_compressed_registration_may_have_static_topics() {
    RegisterBrokerBody body =
        compressed(
            registration("{}", "#0", "[]", "#1", "{\"topic\":\"ST\",\"currIdMap\":{\"0\":1}}"));
    assertThat(body.topics().mappings().values())
        .extracting(TopicQueueMapping::queueIds)
        .containsExactly(new TreeMap<>(Map.of(0, 1)));
  }

  @Test
  void a_compressed_registration_that_lies_about_its_lengths_is_refused() {
    for (String wrong : List.of("#-1", "#5", "#2147483647")) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> compressed(registration("{}", wrong)))
          .withMessageContaining("compressed registration");
    }
  }

  @Test
  void a_compressed_registration_cannot_blow_up() {
    byte[] bomb = Bodies.deflate(new byte[CompressedRegistration.MAX_INFLATED + 1]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> compressed(bomb))
        .withMessageContaining("more than 16777216");
  }

  @Test
  void a_compressed_registration_that_is_none_is_refused() {
    byte[] golden = GoldenVectors.get("register-broker-body-compressed").bytes();
    for (int length = 0; length < golden.length; length++) {
      byte[] part = Arrays.copyOf(golden, length);
      if (length < golden.length - 4) { // the last four bytes are a checksum behind the end
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> compressed(part));
      }
    }
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> compressed(utf8("no deflated bytes")));
  }

  @Test
  void a_topic_line_has_attributes_with_blanks() {
    TopicConfig rich = TopicConfig.parseLine("T 1 2 3 MULTI_TAG {\"a\":\"b c\"}");
    assertThat(rich.attributes()).isEqualTo(Map.of("a", "b c"));
    assertThat(TopicConfig.parseLine(rich.writeLine())).isEqualTo(rich);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "T", "T 1 2 3", "T a 2 3 SINGLE_TAG", "T 1 2 3 SINGLE_TAG {", "T 1  2 3 4"})
  void a_topic_line_that_is_none_is_refused(String line) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> TopicConfig.parseLine(line));
  }

  @Test
  void missing_members_of_a_topic_have_the_defaults_of_the_reference() {
    assertThat(TopicConfig.parse(utf8("{\"topicName\":\"T\"}")))
        .isEqualTo(TopicConfig.of("T", 16, 6));
  }

  @Test
  void missing_members_of_a_group_have_the_defaults_of_the_reference() {
    assertThat(SubscriptionGroup.parse(utf8("{\"groupName\":\"G\"}")))
        .isEqualTo(SubscriptionGroup.of("G"));
  }

  @Test
  void quoted_numbers_are_keys_too() {
    ConsumerOffsets offsets =
        ConsumerOffsets.parse(utf8("{\"offsetTable\":{\"T@G\":{\"0\":\"5\",1:6}}}"));
    assertThat(offsets.offsets().get("T@G")).isEqualTo(Map.of(0, 5L, 1, 6L));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ConsumerOffsets.parse(utf8("{\"offsetTable\":{\"T@G\":{\"x\":5}}}")))
        .withMessageContaining("'x'");
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(
            () -> ConsumerOffsets.parse(utf8("{\"offsetTable\":{\"T@G\":{4294967296:5}}}")));
  }

  @Test
  void a_recorded_file_of_delay_offsets_is_understood() {
    String recorded = // golden-c config-delayOffset.json
        "{\n\t\"dataVersion\":{\n\t\t\"counter\":4,\n\t\t\"stateVersion\":0,\n"
            + "\t\t\"timestamp\":1795336194844\n\t},\n\t\"offsetTable\":{1:1,16:0\n\t}\n}";
    DelayOffsets offsets = DelayOffsets.parse(utf8(recorded));
    assertThat(offsets.offsets()).isEqualTo(Map.of(1, 1L, 16, 0L));
    assertThat(new String(offsets.write(), StandardCharsets.UTF_8))
        .isEqualTo(recorded.replaceAll("\\s", ""));
    assertThat(DelayOffsets.parse(utf8("{\"offsetTable\":{3:7}}")).offsets())
        .isEqualTo(Map.of(3, 7L));
  }

  @Test
  void the_derived_part_of_the_offsets_is_ignored() {
    assertThat(ConsumerOffsets.parse(utf8("{\"groupTopicMap\":{\"G\":[\"T\"]}}")).offsets())
        .isEmpty();
  }

  @Test
  void a_version_goes_on() {
    assertThat(DataVersion.ZERO.next(5).next(7)).isEqualTo(new DataVersion(2, 0, 7));
  }

  @Test
  void collections_are_copies_and_cannot_be_changed() {
    List<String> topics = new ArrayList<>(List.of("a"));
    TopicList list = new TopicList(topics, null);
    topics.add("b");
    assertThat(list.topics()).containsExactly("a");
    SortedMap<String, List<String>> clusters = new TreeMap<>();
    clusters.put("c", topics);
    ClusterInfo info = new ClusterInfo(new TreeMap<>(), clusters);
    topics.add("c");
    clusters.clear();
    assertThat(info.clusters()).isEqualTo(Map.of("c", List.of("a", "b")));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> info.clusters().clear());
    KvConfig kv = KvConfig.parse(utf8("{\"configTable\":{\"n\":{\"k\":\"v\"}}}"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> kv.namespaces().values().forEach(Map::clear));
    SubscriptionData subscription =
        new SubscriptionData(
            "T", "*", new TreeSet<>(), new TreeSet<>(), 0, SubscriptionData.TAG, false);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> subscription.tags().add("x"));
  }
}
