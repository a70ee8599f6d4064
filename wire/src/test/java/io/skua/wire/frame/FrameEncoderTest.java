package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skua.wire.GoldenVectors;
import io.skua.wire.Output;
import io.skua.wire.header.FieldSink;
import io.skua.wire.header.Fields;
import io.skua.wire.header.HeaderFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameEncoderTest {
  private static final int CASES = 20_000;

  /** Fields in a fixed order, numbers as such; behind the last one it may break. */
  private static final class Given extends HeaderFields {
    private final List<Map.Entry<String, Object>> values;
    private final boolean breaks;

    Given(List<Map.Entry<String, Object>> values, boolean breaks) {
      this.values = values;
      this.breaks = breaks;
    }

    @Override
    public void writeTo(FieldSink out) {
      for (Map.Entry<String, Object> each : values) {
        if (each.getValue() instanceof Long number) {
          out.number(each.getKey(), number);
        } else {
          out.text(each.getKey(), (String) each.getValue());
        }
      }
      if (breaks) {
        throw new IllegalStateException("no more fields");
      }
    }
  }

  private static byte[] encoded(FrameEncoder encoder, Frame frame, int opaque) {
    Output out = new Output(0);
    out.int8('-'); // Frames follow others.
    encoder.encode(frame, opaque, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(HeaderForm.class)
  void an_encoder_writes_the_same_whatever_it_has_written_before(HeaderForm form) {
    Random random = new Random(7);
    FrameEncoder used = new FrameEncoder(form);
    List<Map.Entry<String, Object>> values = List.of();
    for (int i = 0; i < CASES; i++) {
      values = changed(values, random);
      if (random.nextInt(20) == 0) {
        Frame broken = Frame.request(10, new Given(values, true), new byte[0]);
        assertThatIllegalStateException().isThrownBy(() -> encoded(used, broken, 1));
        values = changed(values, random);
      }
      Frame frame = frame(values, random);
      int opaque = random.nextInt(3);
      assertThat(encoded(used, frame, opaque))
          .as("frame %d, %s %s", i, frame, values)
          .isEqualTo(encoded(new FrameEncoder(form), frame, opaque));
    }
  }

  private static Frame frame(List<Map.Entry<String, Object>> values, Random random) {
    Fields fields = new Given(values, false);
    return switch (random.nextInt(8)) {
      case 0 -> Frame.request(70_000, fields, new byte[] {1}); // in JSON always
      case 1 -> Frame.response(1, random.nextBoolean() ? "remark" : "another").withFields(fields);
      case 2 -> Frame.success();
      default -> Frame.request(10, fields, new byte[] {1, 2});
    };
  }

  private static List<Map.Entry<String, Object>> changed(
      List<Map.Entry<String, Object>> before, Random random) {
    List<Map.Entry<String, Object>> values = new ArrayList<>(before);
    int changes = random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(values.size() + 1);
      if (at == values.size() || random.nextInt(4) == 0) {
        values.add(at, Map.entry("n" + random.nextInt(4), value(random)));
      } else if (values.size() > 40 || random.nextInt(4) == 0) {
        values.remove(at);
      } else {
        values.set(at, Map.entry(values.get(at).getKey(), value(random)));
      }
    }
    return values;
  }

  private static Object value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "\u0001中\"é\u007f𝄞".substring(random.nextInt(4));
      case 2 -> "x".repeat(random.nextInt(5) * 600);
      case 3, 4 -> "text" + random.nextInt(3);
      default -> (long) random.nextInt(3) - 1;
    };
  }

  @Test
  void what_a_stream_repeats_is_written_as_it_was() {
    FrameEncoder encoder = new FrameEncoder(HeaderForm.JSON);
    for (String text : List.of("a", "a", "bc", "bc")) {
      Fields fields = new Given(List.of(Map.entry("t", text), Map.entry("u", 7L)), false);
      String frame =
          GoldenVectors.utf8(encoded(encoder, Frame.request(10, fields, new byte[0]), 5));
      assertThat(frame)
          .endsWith(
              "{\"code\":10,\"extFields\":{\"t\":\""
                  + text
                  + "\",\"u\":\"7\"},\"flag\":0,\"language\":\"JAVA\",\"opaque\":5,"
                  + "\"serializeTypeCurrentRPC\":\"JSON\",\"version\":"
                  + Frame.request(10).version()
                  + "}");
    }
  }
}
