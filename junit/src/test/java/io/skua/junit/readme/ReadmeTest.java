package io.skua.junit.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.junit.readme.Orders.OrderFailed;
import io.skua.mock.MockProducer;
import io.skua.remoting.exception.RemotingTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says about tests stands here and in {@link OrdersTest}, word for word. */
class ReadmeTest {
  private static final Path SOURCES = Path.of("src/test/java/io/skua/junit/readme");

  @Test
  void an_order_that_cannot_be_announced_fails() {
    MockProducer producer = new MockProducer();
    producer.failNext(new RemotingTimeoutException("no answer"));
    assertThatThrownBy(() -> new Orders(producer).place("book")).isInstanceOf(OrderFailed.class);
    assertThat(producer.messages("OrderPlaced")).isEmpty();
  }

  @Test
  void the_code_in_the_readme_is_compiled_and_run() throws IOException {
    String section =
        Files.readString(Path.of("../README.md")).split("## Test with it")[1].split("\n## ")[0];
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(section)
            .results()
            .map((MatchResult found) -> words(found.group(1)))
            .toList();
    assertThat(blocks).hasSize(2);
    assertThat(source("OrdersTest.java")).contains(blocks.get(0));
    assertThat(source("ReadmeTest.java")).contains(blocks.get(1));
  }

  private static String source(String name) throws IOException {
    return words(Files.readString(SOURCES.resolve(name)));
  }

  /** Neither comments nor lay-out. */
  private static String words(String code) {
    return code.replaceAll(" // .*", "").replaceAll("\\s+", "");
  }
}
