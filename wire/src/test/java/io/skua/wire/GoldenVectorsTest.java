package io.skua.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** No vector is left out: every kind has a test, and that test walks all vectors of the kind. */
class GoldenVectorsTest {
  private static final Map<String, String> TESTS =
      Map.ofEntries(
          Map.entry("frame", "frame.FrameVectorsTest"),
          Map.entry("acl", "frame.RequestSignatureTest"),
          Map.entry("json", "body.BodyVectorsTest"),
          Map.entry("zlib", "body.BodyVectorsTest"),
          Map.entry("text", "message.MessageVectorsTest"),
          Map.entry("stored-message", "message.MessageVectorsTest"),
          Map.entry("batch-body", "message.MessageVectorsTest"),
          Map.entry("properties", "message.MessageVectorsTest"),
          Map.entry("uniq-key", "message.MessageVectorsTest"),
          Map.entry("offset-msg-id", "message.MessageVectorsTest"),
          Map.entry("hash", "message.MessageVectorsTest"),
          Map.entry("table", "code.CodesTest"),
          // Traces and the libraries for compression are the client's.
          Map.entry("trace", "client.trace.TraceDataEncoderTest"),
          Map.entry("compressed", "client.internal.compression.CodecsTest"));

  @Test
  void every_kind_has_a_test() {
    assertThat(GoldenVectors.all()).hasSize(47);
    assertThat(GoldenVectors.all().stream().map(GoldenVectors.Vector::kind).distinct())
        .containsExactlyInAnyOrderElementsOf(TESTS.keySet());
  }
}
