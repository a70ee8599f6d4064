package io.skua.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.wire.GoldenVectors;
import io.skua.wire.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static JsonReader reader(String json) {
    return new JsonReader(GoldenVectors.utf8(json));
  }

  private static Map<String, String> members(String json) {
    Map<String, String> members = new LinkedHashMap<>();
    JsonReader in = reader(json);
    in.object();
    while (in.member()) {
      members.put(in.name(), in.textOrEmpty());
    }
    in.end();
    return members;
  }

  // The dialect of protocol 1.3 and b 12.2.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"1\",\"b\":\"true\"}",
        "{\"a\":1,\"b\":true}",
        "{a:1,b:true}",
        "{'a':'1','b':'true'}",
        " {\n\t\"a\" : 1 ,\r\n \"b\" : true } ",
        "{\"a\":1,\"b\":true,}",
        "{\"\\u0061\":\"\\x31\",\"b\":\"tr\\u0075e\"}",
        "{\"a\":1,\"b\":false,\"b\":true}"
      })
  void every_form_of_one_object_reads_the_same(String json) {
    assertThat(members(json)).isEqualTo(Map.of("a", "1", "b", "true"));
  }

  @Test
  void numbers_are_names_with_and_without_quotes() {
    assertThat(members("{0:\"x\",-1:\"y\",\"2\":\"z\"}"))
        .isEqualTo(Map.of("0", "x", "-1", "y", "2", "z"));
  }

  @Test
  void whole_objects_are_names() {
    String queue = "{\"brokerName\":\"b\",\"queueId\":0,\"topic\":\"T\"}";
    assertThat(members("{" + queue + ":3,{}:4, {\"a\":[{},1]} :5}"))
        .isEqualTo(Map.of(queue, "3", "{}", "4", "{\"a\":[{},1]}", "5"));
  }

  @Test
  void an_object_as_name_can_be_read_in_turn() {
    JsonReader in = reader("{{\"queueId\":7}:3}");
    in.object();
    assertThat(in.member()).isTrue();
    JsonReader key = reader(in.name());
    assertThat(in.int32()).isEqualTo(3);
    assertThat(in.member()).isFalse();
    key.object();
    assertThat(key.member()).isTrue();
    assertThat(key.int32()).isEqualTo(7);
  }

  @Test
  void escapes_are_undone() {
    JsonReader in = reader("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u4e2d\\ud834\\udd1e\\v\\0\\x41\\'\"");
    assertThat(in.text()).isEqualTo("\"\\/\b\f\n\r\t中𝄞\u000b\u0000A'");
    in.end();
  }

  @Test
  void text_beyond_ascii_is_read_as_it_is() {
    assertThat(reader("\"中文𝄞\"").text()).isEqualTo("中文𝄞");
  }

  @Test
  void null_is_no_text_zero_and_false() {
    assertThat(reader("null").text()).isNull();
    assertThat(reader("null").textOrEmpty()).isEmpty();
    assertThat(reader("null").int64()).isZero();
    assertThat(reader("null").bool()).isFalse();
    assertThat(reader("nul").peek()).isEqualTo(JsonReader.Kind.NULL);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "0, 0",
    "-0, 0",
    "007, 7",
    "'\"12\"', 12"
  })
  void whole_numbers_are_read(String json, long value) {
    assertThat(reader(json).int64()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "1.5",
        "1e3",
        "-",
        "+",
        "--1",
        "\"\"",
        "\"one\"",
        "true",
        "{}",
        "[1]",
        ""
      })
  void what_is_no_whole_number_is_refused(String json) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> reader(json).int64());
  }

  @Test
  void a_number_beyond_32_bits_is_refused_where_32_are_wanted() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> reader("2147483648").int32())
        .withMessageContaining("2147483648");
    assertThat(reader("-2147483648").int32()).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void arrays_are_read_element_by_element() {
    JsonReader in = reader("[1, 2 ,3,]");
    List<Long> elements = new ArrayList<>();
    in.array();
    while (in.element()) {
      elements.add(in.int64());
    }
    in.end();
    assertThat(elements).containsExactly(1L, 2L, 3L);
  }

  @Test
  void peek_tells_the_kind_and_consumes_nothing() {
    JsonReader in = reader("[{},[],\"a\",'b',-1,true,null]");
    List<JsonReader.Kind> kinds = new ArrayList<>();
    in.array();
    while (in.element()) {
      kinds.add(in.peek());
      in.skip();
    }
    assertThat(kinds)
        .containsExactly(
            JsonReader.Kind.OBJECT,
            JsonReader.Kind.ARRAY,
            JsonReader.Kind.TEXT,
            JsonReader.Kind.TEXT,
            JsonReader.Kind.NUMBER,
            JsonReader.Kind.BOOLEAN,
            JsonReader.Kind.NULL);
  }

  @Test
  void skip_passes_over_whatever_is_there() {
    assertThat(members("{\"a\":1}")).containsOnlyKeys("a");
    JsonReader in = reader("{\"x\":{\"y\":[1,{\"z\":'}'},\"]\"],0:{{}:1}},\"a\":5}");
    in.object();
    in.member();
    in.skip();
    assertThat(in.member()).isTrue();
    assertThat(in.name()).isEqualTo("a");
    assertThat(in.int32()).isEqualTo(5);
  }

  @Test
  void only_the_given_part_of_an_array_is_read() {
    byte[] bytes = GoldenVectors.utf8("garbage{\"a\":1}garbage");
    JsonReader in = new JsonReader(bytes, 7, 7);
    in.object();
    in.member();
    in.skip();
    assertThat(in.member()).isFalse();
    in.end();
  }

  @Test
  void as_deep_as_the_bound_is_fine_and_deeper_is_refused() {
    int max = JsonReader.MAX_DEPTH;
    reader("[".repeat(max) + "]".repeat(max)).skip();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> reader("[".repeat(max + 1) + "]".repeat(max + 1)).skip())
        .withMessageContaining("deeper");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{", "{{", "[{\"a\":[", "{[", "{\"a\":{"})
  void a_depth_bomb_is_refused(String part) {
    JsonReader in = reader(part.repeat(1_000_000));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(in::skip);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{]",
        "[}",
        "{\"a\"}",
        "{\"a\":}",
        "{:1}",
        "{,}",
        "[,]",
        "[1 2]",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,,\"b\":2}",
        "\"open",
        "'open",
        "\"open\\",
        "nul",
        "{\"a\" \"b\"}",
        "{\"a\":1]",
        "[1}",
        "@",
        "\\",
        "\u0000",
        "é",
        "{é:1}",
        "{[1]:2}"
      })
  void garbage_is_refused(String json) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(
            () -> {
              JsonReader in = reader(json);
              in.skip();
              in.end();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\u12\"", "\"\\u12zz\"", "\"\\x4\"", "\"\\q\"", "\"\\u\""})
  void a_wrong_escape_is_refused(String json) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> reader(json).text());
  }

  @Test
  void something_behind_the_end_is_refused() {
    JsonReader in = reader("1 2");
    in.skip();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(in::end)
        .withMessageContaining("'2'");
  }
}
