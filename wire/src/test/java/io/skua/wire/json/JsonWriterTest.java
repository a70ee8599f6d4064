package io.skua.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.Output;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private final Output out = new Output(0);

  private String written() {
    return GoldenVectors.utf8(out.toByteArray());
  }

  private static void sample(JsonWriter writer) {
    writer
        .object()
        .member("text", "中")
        .member("gone", (String) null)
        .name("numbered")
        .object()
        .name(-1)
        .text("x")
        .name(2)
        .bool(false)
        .endObject()
        .member("list", List.of("a", "b"))
        .member("map", Map.of("k", "v"))
        .name("nested")
        .array()
        .object()
        .endObject()
        .array()
        .number(Long.MIN_VALUE)
        .number(7)
        .endArray()
        .endArray()
        .member("last", 1)
        .endObject();
  }

  @Test
  void the_dialect_leaves_number_keys_bare_and_text_as_it_is() {
    sample(JsonWriter.dialect(out));
    assertThat(written())
        .isEqualTo(
            "{\"text\":\"中\",\"numbered\":{-1:\"x\",2:false},\"list\":[\"a\",\"b\"],"
                + "\"map\":{\"k\":\"v\"},\"nested\":[{},[-9223372036854775808,7]],\"last\":1}");
  }

  @Test
  void the_strict_form_quotes_keys_and_is_ascii() {
    sample(JsonWriter.strict(out));
    assertThat(written())
        .startsWith("{\"text\":\"\\u4E2D\",\"numbered\":{\"-1\":\"x\",\"2\":false},");
  }

  @Test
  void every_character_survives_both_forms() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x300 ? 1 : 97) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c);
      }
    }
    String text = all.toString();
    JsonWriter.dialect(out).array().text(text).text("").endArray();
    JsonWriter.strict(out).array().text(text).text("").endArray();
    JsonReader in = new JsonReader(out.toByteArray());
    for (int form = 0; form < 2; form++) {
      in.array();
      assertThat(in.element()).isTrue();
      assertThat(in.text()).isEqualTo(text);
      assertThat(in.element()).isTrue();
      assertThat(in.text()).isEmpty();
      assertThat(in.element()).isFalse();
    }
    in.end();
  }

  @Test
  void control_characters_and_quotes_are_escaped() {
    JsonWriter.dialect(out).text("\u0001\"\\\n/\u007f");
    assertThat(written()).isEqualTo("\"\\u0001\\\"\\\\\\n/\\u007F\"");
  }
}
