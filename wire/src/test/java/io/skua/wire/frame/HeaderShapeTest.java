package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.MalformedException;
import io.skua.wire.Mutations;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderShapeTest {
  private static final int CASES = 20_000;
  private static final String LEARNT =
      "{\"code\":0,\"extFields\":{\"a\":\"x\",\"b\":'y',\"c\":7},\"flag\":1,\"language\":\"JAVA\","
          + "\"opaque\":5,\"serializeTypeCurrentRPC\":\"JSON\",\"version\":479}";

  private final HeaderShape shape = new HeaderShape();
  private final SpanFields found = new SpanFields();

  private void learn(String header) {
    byte[] bytes = GoldenVectors.utf8(header);
    shape.begin(0);
    for (String name : List.of("a", "b", "c", "opaque")) {
      int from = header.indexOf("\"" + name + "\":") + name.length() + 3;
      int to = from + 1;
      boolean quoted = !Character.isDigit(header.charAt(from));
      shape.value(
          name.equals("opaque") ? null : name,
          bytes,
          quoted ? from + 1 : from,
          quoted ? to + 1 : to);
    }
    shape.end(bytes, bytes.length, Frame.success(), true);
  }

  private boolean matches(String header) {
    byte[] bytes = GoldenVectors.utf8("..." + header + "}}}");
    return shape.matches(bytes, 3, bytes.length - 3, found);
  }

  @Test
  void a_header_of_the_stream_is_found_with_its_values() {
    learn(LEARNT);
    String next =
        LEARNT
            .replace("\"x\"", "\"a \\\"longer\\\" one\"")
            .replace("'y'", "''")
            .replace(":7}", ":-1234567890123}")
            .replace("5,", "-2147483648,");
    assertThat(matches(next)).isTrue();
    Frame frame = shape.show(new Frame(), found, new byte[] {1, 2, 3}, 1, 2);
    assertThat(frame.fields().toMap())
        .isEqualTo(Map.of("a", "a \"longer\" one", "b", "", "c", "-1234567890123"));
    assertThat(frame.opaque()).isEqualTo(Integer.MIN_VALUE);
    assertThat(frame.isResponse()).isTrue();
    assertThat(frame.bodyBytes()).containsExactly(2, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"code\":0=\"code\":1",
        "\"a\"=\"z\"",
        "\"x\"=null",
        "\"x\"=x",
        ":7=:",
        ":7=:7.5",
        ":7=:null",
        ":5=:true",
        ":5=:2147483648",
        ",\"flag\"=, \"flag\"",
        ",\"flag\"=,\"n\":1,\"flag\"",
        "\"JSON\"=\"JSON\\\"",
        "479}=479,\"remark\":\"r\"}",
        "479}=479",
        "479}=479}}"
      })
  void a_header_that_differs_in_more_is_not(String change) {
    learn(LEARNT);
    assertThat(matches(LEARNT)).isTrue();
    String[] sides = change.split("=");
    assertThat(LEARNT).contains(sides[0]);
    assertThat(matches(LEARNT.replace(sides[0], sides[1]))).isFalse();
  }

  @Test
  void a_header_that_is_cut_is_not() {
    learn(LEARNT);
    byte[] bytes = GoldenVectors.utf8(LEARNT);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(shape.matches(bytes, 0, length, found)).isFalse();
    }
  }

  @Test
  void nothing_is_learnt_of_a_header_that_is_all_but_values() {
    learn(LEARNT.replace("JSON", "J".repeat(2000)));
    assertThat(matches(LEARNT.replace("JSON", "J".repeat(2000)))).isFalse();
  }

  @Test
  void a_decoder_reads_the_same_whatever_it_has_read_before() {
    List<byte[]> originals =
        GoldenVectors.ofKind("frame").stream()
            .map(GoldenVectors.Vector::bytes)
            .filter(bytes -> bytes[4] == HeaderForm.JSON.type())
            .toList();
    FrameDecoder used = new FrameDecoder();
    for (int seed = 0; seed < CASES; seed++) {
      byte[] original = originals.get(seed % originals.size());
      byte[] next = new Mutations(seed).next(List.of(original));
      read(used, original);
      assertThat(read(used, next))
          .as(() -> HexFormat.of().formatHex(next))
          .isEqualTo(read(new FrameDecoder(), next));
    }
  }

  /** Returns all that a decoder finds, or what it says of a frame that it refuses. */
  private static String read(FrameDecoder decoder, byte[] bytes) {
    if (bytes.length < 4) {
      return "";
    }
    try {
      Frame frame = decoder.decode(bytes, 4, bytes.length - 4);
      return frame
          + " "
          + frame.code()
          + " "
          + frame.language()
          + " "
          + frame.version()
          + " "
          + frame.opaque()
          + " "
          + frame.flag()
          + " "
          + frame.remark()
          + " "
          + frame.fields().toMap()
          + " "
          + HexFormat.of().formatHex(frame.bodyBytes());
    } catch (MalformedException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
