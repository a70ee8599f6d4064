package io.skua.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.skua.wire.body.Bodies;
import io.skua.wire.body.BodySamples;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameAssembler;
import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.header.SendMessage;
import io.skua.wire.json.JsonReader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Thousands of damaged vectors: a decoder returns or says {@link MalformedException}, and soon. */
class MutationTest {
  private static final int CASES = 2000;
  // Generous, because a collection of garbage may fall into a case; a loop without end is longer.
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  @TestFactory
  Stream<DynamicTest> frames_survive_damage() {
    return Stream.of(
        survives("frames in JSON", frames(0), MutationTest::readFrame),
        survives("frames in binary form", frames(1), MutationTest::readFrame),
        survives("streams of frames", frames(0, 1), MutationTest::readStream));
  }

  @TestFactory
  Stream<DynamicTest> bodies_survive_damage() {
    return Bodies.all()
        .map(
            body ->
                survives(
                    body.name(),
                    List.of(GoldenVectors.utf8(body.sample())),
                    bytes -> readBody(body, bytes)));
  }

  @TestFactory
  Stream<DynamicTest> other_forms_survive_damage() {
    return Stream.of(
        survives("any JSON", BodySamples.all(), MutationTest::readJson),
        survives(
            "compressed registrations",
            List.of(GoldenVectors.get("register-broker-body-compressed").bytes()),
            bytes -> RegisterBrokerBody.parseCompressed(bytes, 0, bytes.length)),
        survives(
            "topic lines",
            List.of(GoldenVectors.utf8("TopicA 4 4 6 SINGLE_TAG {\"a\":\"b\"}")),
            bytes -> TopicConfig.parseLine(GoldenVectors.utf8(bytes))));
  }

  static void readBody(Bodies.Body body, byte[] bytes) {
    Object value = body.parse().apply(bytes);
    byte[] written = body.write().apply(value);
    if (!body.parse().apply(written).equals(value)) {
      fail("wrote " + GoldenVectors.utf8(written) + " for " + value);
    }
  }

  static void readFrame(byte[] bytes) {
    if (bytes.length >= 4) {
      touch(FrameDecoder.decode(bytes, 4, bytes.length - 4));
    }
  }

  static void readStream(byte[] bytes) {
    FrameAssembler assembler = new FrameAssembler(FrameDecoder.MAX_FRAME);
    int half = bytes.length / 2;
    assembler.feed(bytes, 0, half, MutationTest::touch);
    assembler.feed(bytes, half, bytes.length, MutationTest::touch);
  }

  static void readJson(byte[] bytes) {
    JsonReader in = new JsonReader(bytes);
    in.skip();
    in.end();
  }

  /** Reads all that a frame has, because its fields are decoded only then. */
  private static void touch(Frame frame) {
    assertThat(frame.toString()).isNotEmpty();
    assertThat(frame.bodyBytes()).hasSize(frame.bodyLength());
    assertThat(frame.retain().fields().toMap()).isEqualTo(frame.fields().toMap());
    frame.header(SendMessage.V2);
  }

  private static List<byte[]> frames(int... forms) {
    return GoldenVectors.ofKind("frame").stream()
        .map(GoldenVectors.Vector::bytes)
        .filter(bytes -> Arrays.stream(forms).anyMatch(form -> form == bytes[4]))
        .toList();
  }

  private static DynamicTest survives(
      String name, List<byte[]> originals, Consumer<byte[]> decoder) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          for (long seed = 0; seed < CASES; seed++) {
            decode(seed, new Mutations(seed).next(originals), decoder);
          }
        });
  }

  private static void decode(long seed, byte[] bytes, Consumer<byte[]> decoder) {
    long begin = System.nanoTime();
    try {
      decoder.accept(bytes);
    } catch (MalformedException e) {
      if (e.getMessage() == null) {
        fail("seed " + seed + ": refused without a word", e);
      }
    } catch (RuntimeException | Error e) {
      fail("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
    }
    if (System.nanoTime() - begin > MOST_NANOS) {
      fail("seed " + seed + " took too long: " + HexFormat.of().formatHex(bytes));
    }
  }
}
