package io.skua.server.filter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A target for a fuzzer: whatever a consumer sends, it is understood or refused, and a message is
 * wanted or not. In the ordinary test run it gets its seeds only; see the profile {@code fuzz}.
 */
class SqlFuzzTest {
  static Stream<byte[]> expressions() throws IOException {
    return SqlExpressionTest.vectors().stream()
        .map(vector -> vector.expression().getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("expressions")
  @FuzzTest
  void fuzz_expressions(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      // The name is the value: the fuzzer chooses both.
      SqlExpression.parse(text).matches(name -> name.length() > 8 ? null : name.substring(1));
      SqlExpression.parse(text).matches(name -> "5");
    } catch (SqlSyntaxException e) {
      if (e.getMessage() == null || e.column() < 1 || e.column() > text.length() + 1) {
        throw new IllegalStateException("refused at column " + e.column() + " of " + text, e);
      }
    }
  }
}
