package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Net;
import io.skua.net.Receiver;
import io.skua.server.ServerException;
import io.skua.server.SkuaServer;
import io.skua.wire.code.RequestCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the server tells Prometheus; two tests with real HTTP, the others on virtual time. */
class ServerMetricsTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:,?[a-zA-Z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")+})? (\\S+)");

  private final ServerFixture fixture = new ServerFixture();

  /** Reads the text format by its rules: HELP and TYPE first, and each series once. */
  private static Map<String, Double> parse(String text) {
    Map<String, Double> values = new HashMap<>();
    Set<String> families = new HashSet<>();
    String family = "";
    assertThat(text).endsWith("\n");
    for (String line : text.split("\n")) {
      if (line.startsWith("# HELP ")) {
        family = line.split(" ")[2];
        assertThat(families.add(family)).as(line).isTrue();
      } else if (line.startsWith("# TYPE ")) {
        assertThat(line).matches("# TYPE " + family + " (counter|gauge|summary)");
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(1)).startsWith(family);
        String labels = sample.group(2) == null ? "" : sample.group(2);
        assertThat(values.put(sample.group(1) + labels, Double.valueOf(sample.group(3)))).isNull();
      }
    }
    return values;
  }

  private static HttpResponse<String> get(Address address, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(Duration.ofSeconds(10))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void a_real_http_client_reads_the_page() throws Exception {
    try (SkuaServer server = SkuaServer.builder().port(0).metricsPort(0).inMemory().start();
        DefaultMQProducer producer = new DefaultMQProducer("metrics_test")) {
      producer.setNamesrvAddr(server.address().toString());
      producer.start();
      producer.send(new Message("Orders", new byte[100]));
      producer.send(
          List.of(new Message("Orders", new byte[1]), new Message("Orders", new byte[1])));
      Address at = server.metricsAddress();
      HttpResponse<String> answer = get(at, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      Map<String, Double> values = parse(answer.body());
      assertThat(values)
          .containsEntry("skua_messages_in_total{topic=\"Orders\"}", 3.0)
          .containsEntry("skua_messages_out_total{topic=\"Orders\"}", 0.0)
          .containsEntry("skua_connections", 1.0)
          .containsEntry("skua_parked_pulls", 0.0)
          .containsEntry("skua_half_messages_open", 0.0)
          .containsEntry("skua_store_writable", 1.0);
      assertThat(values.get("skua_store_log_end_offset"))
          .isEqualTo(values.get("skua_bytes_in_total{topic=\"Orders\"}"));
      assertThat(get(at, "/else").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_port_that_is_taken_is_told_as_for_the_servers_own() throws Exception {
    try (SkuaServer first = SkuaServer.builder().port(0).inMemory().start()) {
      assertThatThrownBy(
              () ->
                  SkuaServer.builder()
                      .port(0)
                      .metricsPort(first.address().port())
                      .inMemory()
                      .start())
          .isInstanceOfSatisfying(
              ServerException.class,
              e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.PORT_TAKEN));
    }
  }

  private static final int PORT = 9877;

  /** Sends bytes to the port and returns everything that comes back until the server closes. */
  private String raw(String... parts) throws Exception {
    CompletableFuture<String> all = new CompletableFuture<>();
    StringBuilder text = new StringBuilder();
    Channel[] channel = new Channel[1];
    Net net = fixture.network.net("10.0.0.7");
    net.loop()
        .execute(
            () ->
                channel[0] =
                    net.dial(
                        new Address(ServerFixture.SERVER.host(), PORT),
                        Duration.ofSeconds(3),
                        new Receiver() {
                          @Override
                          public void opened() {
                            try {
                              for (String part : parts) {
                                channel[0].write(
                                    ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
                              }
                            } catch (IOException e) {
                              all.completeExceptionally(e);
                            }
                          }

                          @Override
                          public void received(byte[] bytes, int from, int to) {
                            text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                          }

                          @Override
                          public void writable() {}

                          @Override
                          public void closed(@Nullable IOException cause) {
                            all.complete(text.toString());
                          }
                        }));
    return fixture.time.await(all, ServerFixture.PATIENCE);
  }

  private Map<String, Double> page() throws Exception {
    String answer = raw("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
    return parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  private void serve() {
    fixture.server = fixture.builder().metricsPort(PORT).build();
    fixture.start();
  }

  @Test
  void groups_are_counted_with_what_lies_before_them() throws Exception {
    serve();
    fixture.call(ServerFixture.message("Orders", "hello"));
    fixture.call(ServerFixture.message("Orders", "hello"));
    fixture.call(ServerFixture.message("Orders", "hello"));
    fixture.call(ServerFixture.pull("Orders", 1, "sysFlag", "5", "commitOffset", "1"));
    fixture.call(
        RequestCode.CONSUMER_SEND_MESSAGE_BACK,
        "group",
        "consumers",
        "offset",
        "0",
        "delayLevel",
        "-1");
    String key = "{topic=\"Orders\",group=\"consumers\"}";
    assertThat(page())
        .containsEntry("skua_group_messages_total" + key, 2.0)
        .containsEntry("skua_group_lag_messages" + key, 2.0)
        .containsEntry("skua_sent_back_total{group=\"consumers\"}", 1.0)
        .containsEntry("skua_dead_letters_total{group=\"consumers\"}", 1.0);
  }

  @Test
  void groups_whose_members_subscribe_differently_are_counted() throws Exception {
    serve();
    FakeMember one = new FakeMember(fixture, "10.0.0.11");
    FakeMember two = new FakeMember(fixture, "10.0.0.12");
    one.beat("g", "t", "A", "%RETRY%g", "*");
    two.beat("g", "t", "A");
    assertThat(page()).containsEntry("skua_divided_groups", 0.0);
    two.beat("g", "t", "B");
    assertThat(page()).containsEntry("skua_divided_groups", 1.0);
    two.beat("g", "t", "A");
    assertThat(page()).containsEntry("skua_divided_groups", 0.0);
    two.beat("g", "u", "*");
    assertThat(page()).containsEntry("skua_divided_groups", 1.0);
    two.leave("g");
    assertThat(page()).containsEntry("skua_divided_groups", 0.0);
  }

  @Test
  void what_comes_in_and_goes_out_is_counted() throws Exception {
    serve();
    fixture.call(ServerFixture.message("Orders", "hello"));
    fixture.call(ServerFixture.message("Orders", "hello"));
    fixture.call(ServerFixture.pull("Orders", 0));
    fixture.send(ServerFixture.pull("Orders", 2, "sysFlag", "6"));
    fixture.time.advance(Duration.ofMillis(100));
    Map<String, Double> values = page();
    assertThat(values)
        .containsEntry("skua_messages_in_total{topic=\"Orders\"}", 2.0)
        .containsEntry("skua_messages_out_total{topic=\"Orders\"}", 2.0)
        .containsEntry("skua_parked_pulls", 1.0)
        .containsEntry("skua_connections", 1.0);
    assertThat(values.get("skua_bytes_out_total{topic=\"Orders\"}"))
        .isEqualTo(values.get("skua_bytes_in_total{topic=\"Orders\"}"));
  }

  @Test
  void bad_requests_get_an_answer_and_an_end() throws Exception {
    serve();
    assertThat(raw("POST /metrics HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(raw("\0\1\2\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET /metrics HTTP/1.1\r\nX: " + "x".repeat(9000))).startsWith("HTTP/1.1 431 ");
    assertThat(raw("HEAD /metrics HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n");
    assertThat(raw("GET /met", "rics?x=y HTTP/1.0\n\n")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void a_reader_that_says_nothing_is_sent_away() throws Exception {
    serve();
    long start = fixture.time.clock().nanos();
    assertThat(raw("GET /metrics")).isEmpty();
    assertThat(Duration.ofNanos(fixture.time.clock().nanos() - start))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10))
        .isLessThan(Duration.ofSeconds(11));
    assertThat(page()).isNotEmpty();
  }

  @Test
  void nothing_is_served_unless_asked_for() {
    assertThat(fixture.start().server.metricsAddress()).isNull();
  }
}
