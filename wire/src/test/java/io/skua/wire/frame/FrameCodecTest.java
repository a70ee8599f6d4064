package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skua.wire.GoldenVectors;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.code.Language;
import io.skua.wire.code.RequestCode;
import io.skua.wire.header.Fields;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static byte[] encode(Frame frame, int opaque, HeaderForm form) {
    Output out = new Output(0);
    new FrameEncoder(form).encode(frame, opaque, out);
    return out.toByteArray();
  }

  private static Frame decode(byte[] bytes) {
    return FrameDecoder.decode(bytes, 4, bytes.length - 4);
  }

  private static Frame roundTrip(Frame frame, HeaderForm form) {
    return decode(encode(frame, 5, form));
  }

  private static Frame json(String header) {
    byte[] bytes = GoldenVectors.utf8(header);
    Output out = new Output(0);
    out.int32(bytes.length);
    out.bytes(bytes);
    return FrameDecoder.decode(out.array(), 0, out.size());
  }

  @ParameterizedTest
  @EnumSource(HeaderForm.class)
  void every_kind_of_text_survives(HeaderForm form) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("plain", "TopicA");
    fields.put("chinese", "中文 and 𝄞");
    fields.put("control", "\u0000\u0001\u0002\n\t\u001f\u007f");
    fields.put("quotes", "\"\\/'");
    fields.put("näme", "x");
    fields.put("long", "é".repeat(40_000));
    Frame frame =
        Frame.response(17, "remark \u0001 \"中\"")
            .withFields(Fields.of(fields))
            .withBody(new byte[] {1, 2});
    Frame back = roundTrip(frame, form);
    assertThat(back.fields().toMap()).isEqualTo(fields);
    fields.forEach((name, value) -> assertThat(back.fields().findName(name)).isEqualTo(value));
    assertThat(back.remark()).isEqualTo(frame.remark());
    assertThat(back.bodyBytes()).containsExactly(1, 2);
    assertThat(back.opaque()).isEqualTo(5);
    assertThat(back.isResponse()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(HeaderForm.class)
  void the_bounds_of_numbers_survive(HeaderForm form) {
    Map<String, String> fields =
        Map.of("max", Long.toString(Long.MAX_VALUE), "min", Long.toString(Long.MIN_VALUE));
    Frame back = roundTrip(Frame.request(1).withFields(Fields.of(fields)), form);
    assertThat(back.fields().int64("max")).isEqualTo(Long.MAX_VALUE);
    assertThat(back.fields().int64("min")).isEqualTo(Long.MIN_VALUE);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> back.fields().int32("max"))
        .withMessageContaining("max");
  }

  @Test
  void an_empty_value_survives_in_json_and_counts_as_absent_in_the_binary_form() {
    Frame frame = Frame.request(1).withFields(Fields.of(Map.of("empty", "", "kept", "x")));
    assertThat(roundTrip(frame, HeaderForm.JSON).fields().find("empty")).isEmpty();
    Frame binary = roundTrip(frame, HeaderForm.ROCKETMQ);
    assertThat(binary.fields().find("empty")).isNull();
    assertThat(binary.fields().find("kept")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(ints = {32767, 0, -1, -1006, -32768})
  void a_code_of_16_bits_takes_the_binary_form(int code) {
    byte[] bytes = encode(Frame.request(code), 1, HeaderForm.ROCKETMQ);
    assertThat(bytes[4]).isEqualTo((byte) HeaderForm.ROCKETMQ.type());
    assertThat(decode(bytes).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {32768, RequestCode.POP_MESSAGE, -32769, Integer.MAX_VALUE})
  void a_code_beyond_16_bits_falls_back_to_json(int code) {
    byte[] bytes = encode(Frame.request(code), 1, HeaderForm.ROCKETMQ);
    assertThat(bytes[4]).isEqualTo((byte) HeaderForm.JSON.type());
    assertThat(decode(bytes).code()).isEqualTo(code);
  }

  @Test
  void frames_are_appended_one_behind_the_other() {
    Output out = new Output(0);
    FrameEncoder encoder = new FrameEncoder(HeaderForm.JSON);
    int first = encoder.encode(Frame.request(1), 1, out);
    encoder.encode(Frame.request(2), -2, out);
    Frame second = FrameDecoder.decode(out.array(), first + 4, out.size() - first - 4);
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.opaque()).isEqualTo(-2);
  }

  @ParameterizedTest
  @EnumSource(HeaderForm.class)
  void a_header_longer_than_the_format_leaves_nothing_behind(HeaderForm form) {
    Output out = new Output(0);
    out.int32(42);
    Frame frame = Frame.response(1, "x".repeat(FrameDecoder.MAX_HEADER));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameEncoder(form).encode(frame, 1, out))
        .withMessageContaining("16777215");
    assertThat(out.size()).isEqualTo(4);
  }

  @Test
  void a_field_name_beyond_15_bits_is_refused_instead_of_truncated() {
    Output out = new Output(0);
    Frame frame = Frame.request(1).withFields(Fields.of(Map.of("n".repeat(32_768), "v")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameEncoder(HeaderForm.ROCKETMQ).encode(frame, 1, out))
        .withMessageContaining("32768");
    assertThat(out.size()).isZero();
  }

  @Test
  void a_field_name_may_have_15_bits() {
    String name = "n".repeat(32_767);
    Frame frame = Frame.request(1).withFields(Fields.of(Map.of(name, "v")));
    assertThat(roundTrip(frame, HeaderForm.ROCKETMQ).fields().find(name)).isEqualTo("v");
  }

  // The tolerances of protocol 1.3.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"code\":10,\"language\":\"GO\"} | 10 | GO",
        "{\"code\":10,\"language\":\"COBOL\"} | 10 | OTHER",
        "{\"code\":10,\"language\":9} | 10 | GO",
        "{\"code\":10,\"language\":99} | 10 | OTHER",
        "{\"code\":10,\"language\":null} | 10 | OTHER",
        "{\"code\":\"10\",\"language\":\"JAVA\"} | 10 | JAVA",
        "{code:10,language:\"JAVA\"} | 10 | JAVA",
        "{'code':10,'language':'JAVA'} | 10 | JAVA",
        "{ \"language\" : \"JAVA\" ,\t\"code\" : 10 , \"new\":{\"a\":[1,{}]} } | 10 | JAVA",
        "{} | 0 | OTHER"
      })
  void a_header_of_an_odd_peer_is_accepted(String header, int code, Language language) {
    Frame frame = json(header);
    assertThat(frame.code()).isEqualTo(code);
    assertThat(frame.language()).isEqualTo(language);
  }

  @Test
  void fields_that_are_numbers_or_booleans_become_texts() {
    Frame frame = json("{\"extFields\":{\"n\":1,\"b\":true,\"gone\":null,c:\"\\u4e2d\"}}");
    assertThat(frame.fields().toMap()).isEqualTo(Map.of("n", "1", "b", "true", "c", "中"));
    assertThat(frame.fields().int32("n")).isEqualTo(1);
    assertThat(frame.fields().bool("b")).isTrue();
  }

  @Test
  void null_fields_are_none() {
    assertThat(json("{\"extFields\":null}").fields().isEmpty()).isTrue();
  }

  @Test
  void the_later_of_two_fields_wins() {
    Frame frame = json("{\"extFields\":{\"a\":\"1\",\"a\":\"2\"}}");
    assertThat(frame.fields().find("a")).isEqualTo("2");
    assertThat(frame.fields().int32("a")).isEqualTo(2);
    assertThat(frame.fields().toMap()).containsEntry("a", "2");
  }

  @Test
  void a_number_with_escapes_is_read_all_the_same() {
    assertThat(json("{\"extFields\":{\"a\":\"\\u0031\\u0032\"}}").fields().int32("a"))
        .isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"code\":1}x",
        "{\"code\":1",
        "{\"code\":99999999999}",
        "{\"code\":\"ten\"}",
        "{\"code\":1.5}",
        "{\"extFields\":{\"a\":{}}}",
        "{\"extFields\":[]}",
        "{\"remark\":\"\\q\"}",
        "{\"code\" 1}"
      })
  void a_header_that_is_no_header_is_refused(String header) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> json(header));
  }

  @Test
  void fields_without_end_are_refused() {
    StringBuilder header = new StringBuilder("{\"extFields\":{");
    for (int i = 0; i < 1025; i++) {
      header.append('f').append(i).append(":1,");
    }
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> json(header.append("}}").toString()))
        .withMessageContaining("1024");
  }

  @Test
  void a_retained_frame_does_not_change_with_the_read_buffer() {
    Frame frame = Frame.request(9).withFields(Fields.of(Map.of("a", "b"))).withBody(new byte[] {7});
    byte[] buffer = encode(frame, 3, HeaderForm.JSON);
    Frame kept = decode(buffer).retain();
    Arrays.fill(buffer, (byte) 0);
    assertThat(kept.fields().find("a")).isEqualTo("b");
    assertThat(kept.bodyBytes()).containsExactly(7);
  }

  @ParameterizedTest
  @CsvSource({
    "13, 1000",
    "13, -1",
    "17, 1000",
    "17, -1",
    "22, 32767",
    "22, -1",
    "28, 1000",
    "28, -1"
  })
  void a_length_that_does_not_fit_the_binary_header_is_refused(int at, int length) {
    Frame frame = Frame.request(9).withFields(Fields.of(Map.of("name", "value")));
    byte[] bytes = encode(frame, 3, HeaderForm.ROCKETMQ);
    Output out = new Output(0);
    out.bytes(bytes);
    // Offsets count from the header on: remark 13, fields 17, name 21 (16 bits), value 27.
    if (at == 22) {
      out.patch16(8 + 21, length);
    } else {
      out.patch32(8 + (at == 28 ? 27 : at), length);
    }
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decode(out.toByteArray()));
  }
}
