package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs as people write them against Apache's client ({@code src/themes}): unchanged, they
 * compile against the drop-in jar, and over it and over Apache's client, at our servers and at
 * Apache's, they print the same. That it is also what they promise is said here.
 */
class ThemesIT {
  private static final List<String> PROGRAMS =
      List.of(
          "Quickstart",
          "Simple",
          "Ordered",
          "Batches",
          "Broadcasts",
          "Schedules",
          "TagFilter",
          "SqlFilter",
          "Transactions",
          "Traces",
          "Namespaces",
          "RequestReply",
          "LitePullAssign",
          "LitePullSubscribe");

  @RegisterExtension static final Matrix matrix = new Matrix();

  private static Themes themes;

  @BeforeAll
  static void begin(@TempDir Path directory) {
    themes = Themes.start(PROGRAMS, matrix.clusters(), directory);
  }

  @AfterAll
  static void end() {
    themes.close();
  }

  /** What a program prints everywhere. */
  private static List<String> output(String program) {
    Map<String, List<String>> outputs = themes.outputs(program);
    List<String> any = outputs.values().iterator().next();
    assertThat(outputs).allSatisfy((where, lines) -> assertThat(lines).isEqualTo(any));
    return any;
  }

  private static void prints(String program, List<String> lines) {
    assertThat(output(program)).containsExactlyInAnyOrderElementsOf(lines);
  }

  /** Each of these lines for all numbers below a count. */
  private static List<String> numbered(int count, String... lines) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      for (int i = 0; i < count; i++) {
        all.add(line.replace("#", Integer.toString(i)));
      }
    }
    return all;
  }

  private static List<String> and(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others)).toList();
  }

  private static List<String> beginningWith(String start, List<String> lines) {
    return lines.stream().filter(line -> line.startsWith(start)).toList();
  }

  @Test
  void quickstart() {
    prints(
        "Quickstart",
        and(
            numbered(
                100,
                "sent Hello #: SendResult [sendStatus=SEND_OK, msgId=ID, offsetMsgId=ID,"
                    + " messageQueue=MessageQueue [topic=TOPIC, PLACE, recallHandle=null]",
                "received Hello #: TagA, attempt 1"),
            "queue 0: got 25",
            "queue 1: got 25",
            "queue 2: got 25",
            "queue 3: got 25"));
  }

  @Test
  void sends_that_wait_are_called_back_and_do_not_ask() {
    prints(
        "Simple",
        numbered(
            10,
            "synchronous #: SEND_OK",
            "asynchronous #: SEND_OK",
            "received synchronous #: once",
            "received asynchronous #: once",
            "received one way #: once"));
  }

  @Test
  void order() {
    List<String> lines = output("Ordered");
    for (int i = 0; i < 10; i++) {
      String order = "order " + i + ": ";
      String paid = i == 3 ? "paid, not yet" : "paid";
      assertThat(beginningWith(order, lines))
          .startsWith(order + "placed", order + paid)
          .endsWith(order + "paid", order + "packed", order + "delivered")
          .hasSize(i == 3 ? 5 : 4);
      assertThat(beginningWith("sent " + order, lines))
          .hasSize(4)
          .allMatch(
              line -> line.endsWith(", to queue " + Integer.parseInt(order.substring(6, 7)) % 4));
    }
  }

  @Test
  void batches() {
    prints(
        "Batches",
        and(
            Stream.concat(
                    Stream.concat(
                        numbered(10, "received small #: 7 bytes").stream(),
                        numbered(10, "received small 1#: 8 bytes").stream()),
                    numbered(50, "received large #: 50006 bytes").stream())
                .toList(),
            "one batch: SEND_OK with 20 ids",
            "part: SEND_OK with 19 ids",
            "part: SEND_OK with 19 ids",
            "part: SEND_OK with 12 ids",
            "a batch with a delay: UnsupportedOperationException"));
  }

  @Test
  void broadcast() {
    prints(
        "Broadcasts",
        numbered(20, "the first hears news #: once", "the second hears news #: once"));
  }

  @Test
  void schedule() {
    prints(
        "Schedules",
        List.of(
            "sent after a delay of the broker: SEND_OK",
            "sent after seconds: SEND_OK",
            "sent after milliseconds: SEND_OK",
            "sent at a time: SEND_OK",
            "received at once: in time",
            "received after a delay of the broker: in time",
            "received after seconds: in time",
            "received after milliseconds: in time",
            "received at a time: in time"));
  }

  @Test
  void filter_by_tag() {
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      wanted.addAll(List.of("received: TagA " + i, "received: TagC " + i));
    }
    assertThat(output("TagFilter")).isEqualTo(wanted);
  }

  @Test
  void filter_by_sql() {
    List<String> wanted = new ArrayList<>(List.of("a wrong condition: refused with 23"));
    for (int i = 2; i <= 5; i++) {
      for (String region : List.of("north", "south")) {
        wanted.add("received: %s for %d, %d".formatted(region, i, i));
      }
    }
    assertThat(output("SqlFilter")).isEqualTo(wanted);
  }

  @Test
  void transaction() {
    prints(
        "Transactions",
        List.of(
            "committed: executed with an argument",
            "committed: SEND_OK, COMMIT_MESSAGE",
            "rolled back: executed with an argument",
            "rolled back: SEND_OK, ROLLBACK_MESSAGE",
            "later committed: executed with an argument",
            "later committed: SEND_OK, UNKNOW",
            "later rolled back: executed with an argument",
            "later rolled back: SEND_OK, UNKNOW",
            "asked for later committed: COMMIT_MESSAGE of TOPIC",
            "asked for later rolled back: ROLLBACK_MESSAGE of TOPIC",
            "received committed: at least once",
            "received later committed: at least once"));
  }

  @Test
  void trace() {
    prints(
        "Traces",
        numbered(
            5,
            "Pub of key-#: TOPIC-producers to TOPIC with TagT, 8 bytes, Normal_Msg, true",
            "SubBefore of key-#: TOPIC-consumers after 0 failures",
            "SubAfter of key-#: TOPIC-consumers true 0"));
  }

  @Test
  void namespace() {
    prints(
        "Namespaces",
        and(
            numbered(
                10,
                "sent letter #: SEND_OK to TOPIC of TOPIC by team%TOPIC-producers",
                "inside, letter #: from TOPIC, team%TOPIC",
                "outside, letter #: from team%TOPIC, team%TOPIC"),
            "inside: as team%TOPIC-consumers",
            "outside: as TOPIC-outsiders"));
  }

  @Test
  void request_and_reply() {
    prints("RequestReply", numbered(5, "question #: so says number #"));
  }

  @Test
  void lite_pull_with_assigned_queues() {
    List<String> expected = new ArrayList<>();
    for (int queue = 0; queue < 4; queue++) {
      for (int i = queue == 0 ? 6 : 0; i < 10; i++) {
        expected.add("queue %d: message %d of %d at %d".formatted(queue, i, queue, i));
      }
      expected.add("queue %d: at 10".formatted(queue));
    }
    assertThat(output("LitePullAssign")).isEqualTo(expected);
  }

  @Test
  void lite_pull_with_subscription() {
    prints(
        "LitePullSubscribe",
        and(
            numbered(20, "the first gets before #: once", "the second gets after #: once"),
            "the first gets all of the one before again: false",
            "the second gets all of the one before again: false"));
  }
}
