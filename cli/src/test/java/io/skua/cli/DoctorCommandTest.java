package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.net.Address;
import io.skua.net.tls.TlsServer.Mode;
import io.skua.server.SkuaServer;
import io.skua.server.TlsSettings;
import io.skua.server.access.AccessSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private final List<AutoCloseable> closing = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = closing.size() - 1; i >= 0; i--) {
      closing.get(i).close();
    }
  }

  private <C extends AutoCloseable> C later(C closed) {
    closing.add(closed);
    return closed;
  }

  private SkuaServer server() {
    return later(SkuaServer.builder().port(0).inMemory().start());
  }

  private DefaultMQProducer producer(SkuaServer server) throws Exception {
    DefaultMQProducer producer = later(new DefaultMQProducer("doctor_test"));
    producer.setNamesrvAddr(server.address().toString());
    producer.start();
    return producer;
  }

  private static void send(DefaultMQProducer producer, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      producer.send(new Message("T", "TagA", new byte[] {1}));
    }
  }

  private void consumer(SkuaServer server, String tags) throws Exception {
    DefaultMQPushConsumer consumer = later(new DefaultMQPushConsumer("g"));
    consumer.setNamesrvAddr(server.address().toString());
    consumer.subscribe("T", tags);
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
    consumer.start();
  }

  private static Run doctor(Object server, String... more) {
    List<String> line = new ArrayList<>(List.of("doctor", "--namesrv", server.toString()));
    line.addAll(List.of(more));
    return Run.of(line.toArray(String[]::new));
  }

  @Test
  void a_server_that_is_well_is_code_0() {
    Run run = doctor(server().address());
    assertThat(run.out())
        .contains("Name servers", "  ok    127.0.0.1:", "1 broker in DefaultCluster")
        .contains("Brokers", "  ok    broker-a is reached at 127.0.0.1:", "version 5.3.3")
        .endsWith("All is well.\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void a_topic_and_a_group_that_are_well_are_code_0() throws Exception {
    SkuaServer server = server();
    DefaultMQProducer producer = producer(server);
    producer.createTopic("DefaultCluster", "T", 2, Map.of());
    consumer(server, "*");
    Run run = doctor(server.address(), "--topic", "T", "--group", "g");
    assertThat(run.out())
        .contains("T has 2 queues to write and 2 to read (broker-a: 2)")
        .contains("g has 1 member: 1 of JAVA version 5.3.3")
        .endsWith("All is well.\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void members_that_subscribe_to_different_things_are_named() throws Exception {
    SkuaServer server = server();
    producer(server).createTopic("DefaultCluster", "T", 2, Map.of());
    consumer(server, "*");
    consumer(server, "TagA");
    Run run = doctor(server.address(), "--group", "g");
    assertThat(run.out())
        .containsPattern("FAIL  g has members that subscribe to different things: .*: T \\*; ")
        .contains(": T TagA\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void what_a_group_has_not_consumed_is_told() throws Exception {
    SkuaServer server = server();
    DefaultMQProducer producer = producer(server);
    producer.createTopic("DefaultCluster", "T", 1, Map.of());
    send(producer, 1);
    String address = server.address().toString();
    String[] consume = {"--namesrv", address, "--group", "g", "--from", "first", "--count", "1"};
    List<String> line = new ArrayList<>(List.of("consume", "T"));
    line.addAll(List.of(consume));
    assertThat(Run.of(line.toArray(String[]::new)).code()).isZero();
    send(producer, 3);
    Run run = doctor(address, "--group", "g");
    assertThat(run.out())
        .contains("warn  g has no member online")
        .contains("warn  T is 3 messages behind", "all in queue 0 of broker-a");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void an_unknown_topic_and_group_are_warnings_where_they_would_be_made() {
    Run run = doctor(server().address(), "--topic", "T", "--group", "g");
    assertThat(run.out())
        .contains("warn  T is not there yet", "on one of broker-a")
        .contains("warn  g is not there")
        .endsWith("0 failures, 2 warnings.\n");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void an_unknown_topic_that_nobody_makes_is_a_failure() {
    SkuaServer server =
        later(SkuaServer.builder().port(0).inMemory().autoCreateTopics(false).start());
    Run run = doctor(server.address(), "--topic", "T");
    assertThat(run.out()).contains("FAIL  T is not there, and no broker makes topics");
    assertThat(run.code()).isEqualTo(1);
  }

  /** Starts a server that tells another address, and returns its port. */
  private int advertising(Address other) throws Exception {
    int port = Address.parse(Run.deadAddress()).port();
    later(SkuaServer.builder().port(port).advertise(other).inMemory().start());
    return port;
  }

  @Test
  void an_advertised_address_that_cannot_be_reached_is_told_with_one_that_can() throws Exception {
    int port = advertising(new Address("127.0.0.2", 0));
    Run run = doctor("127.0.0.1:" + port, "--timeout", "1");
    assertThat(run.out())
        .contains(
            "FAIL  broker-a advertises 127.0.0.2:" + port + " (as 127.0.0.1:" + port + " tells)")
        .contains("It is reached at 127.0.0.1:" + port, "brokerIP1=127.0.0.1");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_broker_that_says_nothing_takes_no_longer_than_the_time_for_it() throws Exception {
    ServerSocket silent = later(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    int port = advertising(new Address("127.0.0.1", silent.getLocalPort()));
    long begin = System.nanoTime();
    Run run = doctor("127.0.0.1:" + port, "--timeout", "0.3", "--group", "g");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(run.out())
        .contains("FAIL  broker-a advertises", "it accepts connections and says nothing")
        .contains("FAIL  g is not examined");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_name_server_that_says_nothing_and_one_that_is_not_there_end_in_time() throws Exception {
    ServerSocket silent = later(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    String nobody = Run.deadAddress();
    long begin = System.nanoTime();
    Run run =
        doctor(
            "127.0.0.1:" + silent.getLocalPort() + ";" + nobody,
            "--timeout",
            "0.3",
            "--topic",
            "T",
            "--group",
            "g");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(run.out())
        .contains("says nothing", nobody + " does not answer: Connection refused")
        .contains("Start the name server")
        .contains("FAIL  T is not examined", "FAIL  g is not examined");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_host_that_nobody_knows_is_told() {
    Run run = doctor("nobody.invalid:9876", "--timeout", "2");
    assertThat(run.out()).contains("FAIL  nobody.invalid:9876 does not answer");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void something_else_at_the_port_is_told() throws Exception {
    ServerSocket web = later(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(() -> answer(web), "web");
    thread.setDaemon(true);
    thread.start();
    Run run = doctor("127.0.0.1:" + web.getLocalPort(), "--timeout", "2");
    assertThat(run.out()).contains("FAIL  127.0.0.1:", "does not answer: ");
    assertThat(run.code()).isEqualTo(1);
  }

  private static void answer(ServerSocket web) {
    try (Socket visitor = web.accept();
        OutputStream out = visitor.getOutputStream()) {
      out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void name_servers_that_answer_differently_are_a_warning() {
    SkuaServer one = server();
    SkuaServer two = server();
    Run run = doctor(one.address() + ";" + two.address());
    assertThat(run.out()).contains("answers otherwise than the others: has broker-a at ");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void json_is_one_object_for_scripts() {
    Run run = doctor(server().address(), "--json", "--topic", "T");
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.out())
        .startsWith("{\"level\":\"warn\",\"findings\":[{\"section\":\"Name servers\",\"check\":")
        .contains("\"check\":\"topic\",\"subject\":\"T\",\"level\":\"warn\",\"text\":\"is not")
        .contains("\"remedy\":\"Create it");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void a_server_with_users_is_examined_by_one_of_them() {
    AccessSettings users = AccessSettings.REQUIRED.withSuperUser("admin", "change-me");
    SkuaServer server = later(SkuaServer.builder().port(0).inMemory().access(users).start());
    Run nobody = doctor(server.address());
    assertThat(nobody.out())
        .contains("FAIL  127.0.0.1:", "username cannot be null", "--access-key");
    assertThat(nobody.code()).isEqualTo(1);
    Run wrong = doctor(server.address(), "--access-key", "admin", "--secret-key", "x");
    assertThat(wrong.out()).contains("check signature failed", "Correct the user or the secret");
    Run admin = doctor(server.address(), "--access-key", "admin", "--secret-key", "change-me");
    assertThat(admin.out()).endsWith("All is well.\n");
    assertThat(admin.code()).isZero();
  }

  @Test
  void a_server_with_tls_is_examined_with_it(@TempDir Path directory) {
    assertThat(Run.of("cert", "--dir", directory.toString()).code()).isZero();
    TlsSettings tls =
        TlsSettings.of(directory.resolve("server.pem"), directory.resolve("server-key.pem"))
            .withMode(Mode.ENFORCING);
    SkuaServer server = later(SkuaServer.builder().port(0).inMemory().tls(tls).start());
    assertThat(doctor(server.address()).out()).contains("FAIL", "use --tls.");
    assertThat(doctor(server.address(), "--tls").out()).contains("--tls-ca");
    Run trusting = doctor(server.address(), "--tls-ca", directory.resolve("ca.pem").toString());
    assertThat(trusting.out()).endsWith("All is well.\n");
  }

  @Test
  void the_second_port_is_tried_when_asked_for() {
    assertThat(doctor(server().address(), "--vip").out())
        .contains("FAIL  broker-a cannot be used by senders with the VIP channel");
  }

  @Test
  void an_interrupt_ends_it() throws Exception {
    ServerSocket silent = later(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    CompletableFuture<Run> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> ended.complete(doctor("127.0.0.1:" + silent.getLocalPort(), "--timeout", "60")),
            "doctor");
    thread.start();
    try (Socket asked = silent.accept()) {
      assertThat(asked.isConnected()).isTrue();
      thread.interrupt();
      assertThat(ended.get(60, TimeUnit.SECONDS).code()).isEqualTo(1);
    }
  }

  @Test
  void wrong_usage_is_code_2_and_the_help_tells_the_codes() {
    assertThat(doctor("").code()).isEqualTo(2);
    assertThat(doctor("127.0.0.1").err()).contains("not of the form host:port");
    assertThat(doctor("a:1", "--topic", "").code()).isEqualTo(2);
    assertThat(doctor("a:1", "--group", "a b").code()).isEqualTo(2);
    assertThat(doctor("a:1", "--access-key", "u").err()).contains("go together");
    assertThat(Run.of("doctor", "--help").out())
        .containsPattern("(?s)Exit codes:.*0 +all is well.*2 +wrong usage.*3 +nothing fails");
  }
}
