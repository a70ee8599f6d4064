package io.skua.wire.message;

import io.skua.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders only ever return or throw {@link MalformedException}, whatever the bytes. */
class MutationTest {
  private static final int ROUNDS = 1500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void no_decoder_breaks_on_mutated_bytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> samples = new ArrayList<>(Golden.all().values());
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutate(samples.get(random.nextInt(samples.size())), random);
      try {
        decodeAll(mutated);
      } catch (RuntimeException e) {
        String hex = HexFormat.of().formatHex(mutated);
        throw new AssertionError("seed " + seed + ", round " + round + ": " + hex, e);
      }
    }
  }

  private static byte[] mutate(byte[] sample, SplittableRandom random) {
    byte[] bytes =
        Arrays.copyOf(
            sample, random.nextInt(8) == 0 ? random.nextInt(sample.length + 9) : sample.length);
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 100));
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0x7F;
            case 1 -> (byte) 0xFF;
            case 2 -> (byte) (bytes[at] ^ (1 << random.nextInt(8)));
            default -> (byte) random.nextInt();
          };
    }
    return bytes;
  }

  static void decodeAll(byte[] bytes) {
    tolerating(() -> readAll(MessageRecord.parse(bytes, 0, bytes.length)));
    tolerating(() -> MessageRecord.parseAll(bytes, 0, bytes.length).forEach(MutationTest::readAll));
    tolerating(() -> BatchBody.split(bytes, 0, bytes.length).forEach(BatchBody.Entry::body));
    tolerating(() -> Compression.inflate(bytes, 0, bytes.length, 4096));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    tolerating(() -> MessageProperties.parse(text));
    tolerating(() -> TagCode.ofProperties(text));
    tolerating(() -> MessageProperties.with(text, "TAGS", "x"));
    tolerating(() -> OffsetMessageId.parse(text));
  }

  private static void readAll(MessageRecord record) {
    record.topic();
    record.body();
    record.bodyIntact();
    MessageProperties.parse(record.properties());
    record.reconsumeTimes();
    record.preparedTransactionOffset();
    record.storeTimestamp();
    record.bornHost();
    record.storeHost();
  }

  private static void tolerating(Runnable decoder) {
    try {
      decoder.run();
    } catch (MalformedException e) {
      // The one failure that a decoder may have; its text must say something.
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("no text", e);
      }
    }
  }
}
