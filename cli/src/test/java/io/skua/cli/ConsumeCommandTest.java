package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumeCommandTest {
  private final SkuaServer server = SkuaServer.builder().port(0).inMemory().build();
  private final DefaultMQProducer producer = new DefaultMQProducer("consume_test");

  @BeforeEach
  void start() throws Exception {
    server.start();
    producer.setNamesrvAddr(server.address().toString());
    producer.start();
    producer.createTopic("DefaultCluster", "T", 1, Map.of());
    send("other", "");
  }

  @AfterEach
  void stop() {
    producer.close();
    server.close();
  }

  private SendResult send(String body, String tags) throws Exception {
    return send(new Message("T", tags, body.getBytes(StandardCharsets.UTF_8)));
  }

  private SendResult send(Message message) throws Exception {
    return producer.send(message);
  }

  private String[] line(String... options) {
    List<String> line = new ArrayList<>(List.of("consume", "T"));
    line.addAll(List.of("--namesrv", server.address().toString()));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  private static final List<List<String>> WITHOUT_AND_WITH_A_GROUP =
      List.of(List.of(), List.of("--group", "g"));

  private static String[] join(List<String> more, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(more);
    return all.toArray(String[]::new);
  }

  private Run consume(String... options) {
    return Run.of(line(options));
  }

  /** A command that runs until it is told to end, as by Ctrl-C. */
  private final class Live {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Void> following = new CompletableFuture<>();
    private final List<CompletableFuture<Void>> lines =
        List.of(new CompletableFuture<>(), new CompletableFuture<>());
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Thread thread;

    Live(String... options) throws Exception {
      PrintWriter watchedOut = watched(out, lines);
      PrintWriter watchedErr = watched(err, List.of(following));
      thread =
          new Thread(() -> ended.complete(Run.of(watchedOut, watchedErr, line(options))), "live");
      thread.start();
      following.get(60, TimeUnit.SECONDS);
    }

    private PrintWriter watched(StringWriter kept, List<CompletableFuture<Void>> printed) {
      return new PrintWriter(kept) {
        private int count;

        @Override
        public void println(String line) {
          super.println(line);
          if (count < printed.size()) {
            printed.get(count++).complete(null);
          }
        }
      };
    }

    private void awaitLine(int number) throws Exception {
      lines.get(number).get(60, TimeUnit.SECONDS);
    }

    private Run end() throws Exception {
      thread.interrupt();
      return new Run(ended.get(60, TimeUnit.SECONDS), out.toString(), err.toString());
    }
  }

  @Test
  void what_is_there_is_printed_a_line_each() throws Exception {
    Message message = new Message("T", "TagA", "key1", "h\u00e9llo\nworld".getBytes("UTF-8"));
    message.putUserProperty("price", "7");
    send(message);
    Run run = consume("--from", "first", "--count", "2");
    assertThat(run.code()).isZero();
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.outLines().get(0)).endsWith("  other");
    assertThat(run.outLines().get(1))
        .contains("  broker-a 0@1 tags=TagA keys=key1 price=7  h\u00e9llo\\u000aworld");
    assertThat(run.errLines()).hasSize(2);
    assertThat(run.err()).contains("Following T at ").endsWith("2 messages.\n");
  }

  @Test
  void json_is_an_object_on_a_line() throws Exception {
    SendResult sent = send("say \"hi\"\n", "TagA");
    Message bytes = new Message("T", new byte[] {(byte) 0xff, 1});
    send(bytes);
    Run run = consume("--from", "first", "--count", "3", "--json");
    assertThat(run.code()).isZero();
    assertThat(run.outLines()).hasSize(3).allMatch(line -> line.matches("\\{\"topic\":\"T\".*}"));
    assertThat(run.outLines().get(1))
        .contains(
            "\"broker\":\"broker-a\",\"queue\":0,\"offset\":1,\"id\":\"" + sent.getMsgId() + "\"",
            "\"tags\":\"TagA\"",
            "\"properties\":{",
            "\"body\":\"say \\\"hi\\\"\\n\"}");
    assertThat(run.outLines().get(2))
        .contains("\"bodyBase64\":\"/wE=\"")
        .doesNotContain("\"body\"");
  }

  @Test
  void it_follows_what_comes_and_ends_cleanly() throws Exception {
    Live live = new Live();
    send("first", "");
    live.awaitLine(0);
    send("second", "");
    live.awaitLine(1);
    Run run = live.end();
    assertThat(run.code()).isZero();
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.outLines().get(1)).endsWith("  second");
    assertThat(run.err()).endsWith("2 messages.\n");
  }

  @Test
  void without_a_group_the_server_remembers_nothing() throws Exception {
    assertThat(consume("--from", "first", "--count", "1").code()).isZero();
    assertThat(producer.fetchPublishMessageQueues("T")).isNotEmpty();
    assertThat(consume("--from", "first", "--count", "1").outLines()).hasSize(1);
    // What a group leaves is its retry topic.
    assertThat(Run.of("consume", "%RETRY%TOOLS_CONSUMER", "--namesrv", address()).err())
        .contains("No route info of this topic");
  }

  private String address() {
    return server.address().toString();
  }

  @Test
  void a_group_goes_on_where_it_was_and_gets_nothing_twice() throws Exception {
    for (int i = 0; i < 5; i++) {
      send("m" + i, "");
    }
    Run first = consume("--group", "readers", "--from", "first", "--count", "3");
    assertThat(first.code()).isZero();
    assertThat(first.outLines()).hasSize(3);
    assertThat(first.err()).endsWith("3 messages, consumed by group readers.\n");
    Run second = consume("--group", "readers", "--from", "first", "--count", "3");
    assertThat(second.outLines()).hasSize(3);
    List<String> all = new ArrayList<>(first.outLines());
    all.addAll(second.outLines());
    assertThat(all.stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)))
        .containsExactly("other", "m0", "m1", "m2", "m3", "m4");
  }

  @Test
  void a_group_ends_cleanly_with_what_it_has_printed_committed() throws Exception {
    send("m0", "");
    Live live = new Live("--group", "readers", "--from", "first");
    live.awaitLine(1);
    Run run = live.end();
    assertThat(run.code()).isZero();
    assertThat(run.err()).endsWith("2 messages, consumed by group readers.\n");
    send("m1", "");
    assertThat(consume("--group", "readers", "--count", "1").out()).endsWith("  m1\n");
  }

  @Test
  void tags_and_conditions_filter_with_and_without_a_group() throws Exception {
    for (String tag : new String[] {"AaAa", "BBBB", "TagC"}) {
      Message message = new Message("T", tag, tag.getBytes(StandardCharsets.UTF_8));
      message.putUserProperty("price", Integer.toString(tag.charAt(0)));
      send(message);
    }
    // AaAa and BBBB have the same hash.
    for (String filter : new String[] {"BBBB || TagC", "price > 65 AND price < 90"}) {
      for (List<String> group :
          List.of(List.<String>of(), List.of("--group", "g" + filter.length()))) {
        Run run = consume(join(group, "--from", "first", "--count", "2", "--filter", filter));
        assertThat(run.err()).contains("2 messages");
        assertThat(run.outLines().get(0)).endsWith("  BBBB");
        assertThat(run.outLines().get(1)).endsWith("  TagC");
      }
    }
  }

  @Test
  void a_condition_that_is_wrong_is_told_with_its_column() {
    for (List<String> group : WITHOUT_AND_WITH_A_GROUP) {
      Run run = consume(join(group, "--filter", "price >> 3"));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("column");
    }
  }

  @Test
  void a_time_is_where_it_begins() throws Exception {
    assertThat(consume("--from", "1d", "--count", "1").out()).endsWith("  other\n");
    Live live = new Live("--from", "2100-01-01T00:00Z");
    send("new", "");
    live.awaitLine(0);
    assertThat(live.end().out()).endsWith("  new\n");
  }

  @Test
  void an_unknown_topic_is_one_line_and_code_1() {
    for (List<String> group : WITHOUT_AND_WITH_A_GROUP) {
      Run run = Run.of(join(group, "consume", "Nowhere", "--namesrv", address()));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.errLines()).hasSize(1);
      assertThat(run.err()).contains("Nowhere");
    }
  }

  @Test
  void a_dead_name_server_is_one_line_and_code_1_within_seconds() throws Exception {
    String nobody = Run.deadAddress();
    for (List<String> group : WITHOUT_AND_WITH_A_GROUP) {
      long begin = System.nanoTime();
      Run run = Run.of(join(group, "consume", "T", "--namesrv", nobody));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.errLines()).hasSize(1);
      assertThat(run.err()).contains(nobody, "refused");
    }
  }

  @Test
  void it_ends_when_nobody_reads_it_any_more() {
    PrintWriter broken =
        new PrintWriter(new StringWriter()) {
          @Override
          public boolean checkError() {
            return true;
          }
        };
    StringWriter err = new StringWriter();
    assertThat(Run.of(broken, new PrintWriter(err), line("--from", "first"))).isEqualTo(1);
    assertThat(err.toString()).endsWith("0 messages.\n");
  }
}
