package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import interop.apache.ApacheConsumer;
import interop.apache.MqAdmin;
import interop.harness.Body;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.Receipt;
import interop.harness.Sent;
import interop.harness.ServerUnderTest;
import interop.harness.Target;
import interop.operator.Console;
import interop.reader.Connection;
import io.skua.server.SkuaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Apache's mqadmin at our server: it finds a message that our producer sent, traced, and that
 * Apache's consumer has consumed, in every way in which an operator searches for one.
 */
@Execution(ExecutionMode.CONCURRENT)
class RealToolsIT {
  private static final String SCENARIO = "trace";
  private static final String TOPIC = "searched";
  private static final String GROUP = "apache-consumer";
  private static final int QUEUES = 4;
  private static final int QUERY_CONSUMER_OFFSET = 14;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern BODY_PATH = Pattern.compile("Message Body Path: +(\\S+)");

  @TempDir private static Path directory;

  private static ServerUnderTest server;
  private static ApacheConsumer consumer;
  private static Sent sent;
  private static Receipt receipt;
  private static Map<String, String> printed;

  @BeforeAll
  static void send_a_traced_message_that_is_consumed() throws Exception {
    server = SkuaServers.started(SkuaServer.builder().port(0).inMemory().build());
    String address = server.address();
    Console console = new Console(address, address);
    console.topic(TOPIC, QUEUES, QUEUES, Operator.READ_WRITE);
    sent =
        new io.skua.interop.scenario.AllScenarios()
            .named(SCENARIO)
            .run(new Target(address, TOPIC, console))
            .sent()
            .get(0);
    receipt = Objects.requireNonNull(sent.receipt());
    consumer = ApacheConsumer.start(address, GROUP, List.of(TOPIC));
    try (Connection connection = Connection.open(address)) {
      Eventually.get(
          "the commit of " + GROUP,
          PATIENCE,
          () ->
              Optional.of(connection.call(QUERY_CONSUMER_OFFSET, queue()))
                  .filter(answer -> answer.code() == 0)
                  .filter(answer -> answer.number("offset") > receipt.queueOffset()));
    }
    printed =
        MqAdmin.run(
            directory,
            address,
            List.of(
                List.of("queryMsgById", "-t", TOPIC, "-i", receipt.offsetMsgId(), "-f", "UTF-8"),
                List.of("queryMsgByUniqueKey", "-t", TOPIC, "-i", receipt.msgId()),
                List.of("queryMsgByKey", "-t", TOPIC, "-k", sent.content().keys()),
                List.of("queryMsgTraceById", "-i", receipt.msgId())));
  }

  private static Map<String, String> queue() {
    return Map.of(
        "consumerGroup", GROUP, "topic", TOPIC, "queueId", Integer.toString(receipt.queueId()));
  }

  @AfterAll
  static void end_the_consumer_and_the_server() {
    try {
      consumer.close();
    } finally {
      server.close();
    }
  }

  private static String printed(String command) {
    return Objects.requireNonNull(printed.get(command), command);
  }

  /** What the commands that print a whole message have in common. */
  private static void assertShows(String output) {
    assertThat(output)
        .containsPattern("Topic: +" + TOPIC)
        .containsPattern("Tags: +\\[T]")
        .containsPattern("Keys: +\\[" + sent.content().keys() + "]")
        .containsPattern("Queue ID: +" + receipt.queueId())
        .containsPattern("Queue Offset: +" + receipt.queueOffset())
        .containsPattern("Store Host: +" + server.address())
        .containsPattern("UNIQ_KEY=" + receipt.msgId())
        .containsPattern("consumerGroup=" + GROUP + ", trackType=CONSUMED,");
  }

  @Test
  void queryMsgById_prints_the_message_with_its_body() {
    String output = printed("queryMsgById");
    assertShows(output);
    assertThat(output)
        .containsPattern("OffsetID: +" + receipt.offsetMsgId())
        .containsPattern("Message Body: +traced");
  }

  @Test
  void queryMsgByUniqueKey_prints_the_message_and_keeps_its_body_in_a_file() throws Exception {
    String output = printed("queryMsgByUniqueKey");
    assertShows(output);
    Matcher body = BODY_PATH.matcher(output);
    assertThat(body.find()).as(output).isTrue();
    Path file = Path.of(body.group(1)); // Below /tmp, wherever temporary files belong.
    assertThat(Body.of(Files.readAllBytes(file))).isEqualTo(sent.content().body());
    Files.delete(file);
  }

  @Test
  void queryMsgByKey_prints_ids_and_places() {
    assertThat(printed("queryMsgByKey"))
        .containsPattern(
            "%s +%d +%d".formatted(receipt.msgId(), receipt.queueId(), receipt.queueOffset()));
  }

  @Test
  void queryMsgTraceById_prints_that_the_sending_was_a_success() {
    assertThat(printed("queryMsgTraceById"))
        .containsPattern("Pub +group-of-" + TOPIC + " +\\S+ +\\S+ \\S+ +\\d+ms +success");
  }
}
