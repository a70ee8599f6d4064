package io.skua.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.skua.wire.body.Bodies;
import io.skua.wire.body.BodySamples;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets for a fuzzer: whatever the bytes are, a decoder returns or throws {@link
 * MalformedException}. In the ordinary test run each target gets its seeds only; the profile {@code
 * fuzz} searches on from there.
 */
class WireFuzzTest {
  static Stream<byte[]> frames() {
    return GoldenVectors.ofKind("frame").stream().map(GoldenVectors.Vector::bytes);
  }

  static Stream<byte[]> bodies() {
    return BodySamples.all().stream();
  }

  static Stream<byte[]> compressed() {
    return Stream.of(GoldenVectors.get("register-broker-body-compressed").bytes());
  }

  @MethodSource("frames")
  @FuzzTest
  void fuzz_frames(byte[] bytes) {
    tolerate(() -> MutationTest.readStream(bytes));
  }

  @MethodSource("bodies")
  @FuzzTest
  void fuzz_json(byte[] bytes) {
    tolerate(() -> MutationTest.readJson(bytes));
  }

  // One target for all bodies: what one of them reads is a good start for another.
  @MethodSource("bodies")
  @FuzzTest
  void fuzz_bodies(byte[] bytes) {
    for (Bodies.Body body : Decoders.BODIES) {
      tolerate(() -> MutationTest.readBody(body, bytes));
    }
  }

  @MethodSource("compressed")
  @FuzzTest
  void fuzz_compressed_registration(byte[] bytes) {
    tolerate(() -> RegisterBrokerBody.parseCompressed(bytes, 0, bytes.length));
  }

  @MethodSource("bodies")
  @FuzzTest
  void fuzz_topic_line(byte[] bytes) {
    tolerate(() -> TopicConfig.parseLine("T 1 2 6 SINGLE_TAG " + GoldenVectors.utf8(bytes)));
    tolerate(() -> TopicConfig.parseLine(GoldenVectors.utf8(bytes)));
  }

  /** Apart, so that the records are loaded by the first decoding; see {@link BodySamples}. */
  private static final class Decoders {
    static final List<Bodies.Body> BODIES = Bodies.all().toList();
  }

  private static void tolerate(Runnable decoding) {
    try {
      decoding.run();
    } catch (MalformedException e) {
      // The one answer that a decoder may give to bytes that are wrong.
      if (e.getMessage() == null) {
        throw new IllegalStateException("refused without a word", e);
      }
    }
  }
}
