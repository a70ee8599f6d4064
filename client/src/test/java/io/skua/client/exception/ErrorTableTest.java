package io.skua.client.exception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} is made of the types; {@code -Derrors.write=true} writes it anew. */
class ErrorTableTest {
  private static final Path TABLE = Path.of("..", "docs", "errors.md");
  private static final String HEAD =
      """
      # Errors of the client

      Each situation has a type of its own, a subclass of the type that users of RocketMQ know. The text of an exception tells what was
      tried, what came back and what to do; `SendFailure.getAttempts()` gives the attempts as data. This table is made of the types:
      `ErrorTableTest` writes it.

      | exception | known type | symptom | cause | remedy |
      |---|---|---|---|---|
      """;

  @Test
  void every_exception_of_a_send_tells_its_situation() throws Exception {
    assertThat(exceptions())
        .filteredOn(SendFailure.class::isAssignableFrom)
        .hasSizeGreaterThan(20)
        .allMatch(type -> type.isAnnotationPresent(Situation.class));
  }

  @Test
  void the_table_in_the_documentation_is_that_of_the_types() throws Exception {
    StringBuilder table = new StringBuilder(HEAD);
    for (Class<?> type : exceptions()) {
      Situation situation = type.getAnnotation(Situation.class);
      if (situation != null) {
        table.append(
            "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(
                    type.getSimpleName(),
                    known(type).getSimpleName(),
                    situation.symptom(),
                    situation.cause(),
                    situation.remedy()));
      }
    }
    if (Boolean.getBoolean("errors.write")) {
      Files.writeString(TABLE, table);
    }
    assertThat(TABLE).hasContent(table.toString());
  }

  /** Returns the nearest type that Apache's client has as well. */
  private static Class<?> known(Class<?> type) {
    Class<?> known = type;
    while (known.isAnnotationPresent(Situation.class) && known != RequestTimeoutException.class) {
      known = known.getSuperclass();
    }
    return known;
  }

  private static List<Class<?>> exceptions() throws Exception {
    Path classes =
        Path.of(Objects.requireNonNull(SendFailure.class.getResource("SendFailure.class")).toURI());
    try (Stream<Path> files = Files.list(Objects.requireNonNull(classes.getParent()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Exception.class"))
          .sorted()
          .<Class<?>>map(ErrorTableTest::load)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(SendFailure.class.getPackageName() + "." + file.replace(".class", ""));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
