package io.skua.wire.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A target for a fuzzer, as those of {@code WireFuzzTest}: every decoder of messages. */
class MessageFuzzTest {
  static Stream<byte[]> messages() {
    return Golden.all().values().stream();
  }

  @MethodSource("messages")
  @FuzzTest
  void fuzz_messages(byte[] bytes) {
    MutationTest.decodeAll(bytes);
  }
}
