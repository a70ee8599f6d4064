package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/ADMIN.md says what the server does. */
class AdminDocumentTest {
  private static final int NOT_SUPPORTED = 3;
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?: to (\\d+))?");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d[^|]*) \\|");
  private static final Pattern NOT_YET = Pattern.compile("(?s)Not yet: (.*?)\\n\\n");

  private final ServerFixture server = new ServerFixture().start();
  private final String page;

  AdminDocumentTest() throws IOException {
    page = Files.readString(Path.of("..", "docs", "ADMIN.md"));
  }

  private Set<Integer> codes(Pattern where) {
    Set<Integer> codes = new TreeSet<>();
    Matcher part = where.matcher(page);
    while (part.find()) {
      Matcher number = NUMBERS.matcher(part.group(1));
      while (number.find()) {
        int first = Integer.parseInt(number.group(1));
        int last = number.group(2) == null ? first : Integer.parseInt(number.group(2));
        for (int code = first; code <= last; code++) {
          codes.add(code);
        }
      }
    }
    return codes;
  }

  @Test
  void what_is_in_the_table_is_supported() {
    assertThat(codes(ROW)).hasSizeGreaterThan(60);
    for (int code : codes(ROW)) {
      assertThat(server.call(code).code()).as("request %d", code).isNotEqualTo(NOT_SUPPORTED);
    }
  }

  @Test
  void what_is_not_yet_is_answered_so() {
    assertThat(codes(NOT_YET)).isNotEmpty();
    for (int code : codes(NOT_YET)) {
      assertThat(server.call(code).code()).as("request %d", code).isEqualTo(NOT_SUPPORTED);
    }
  }
}
