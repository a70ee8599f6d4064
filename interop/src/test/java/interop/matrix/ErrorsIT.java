package interop.matrix;

import static interop.matrix.Failing.AT_ONCE;
import static interop.matrix.Failing.await;
import static interop.matrix.Failing.fails;
import static interop.matrix.Failing.message;
import static interop.matrix.Failing.prepared;
import static interop.matrix.Failing.sendFails;
import static interop.matrix.Failing.started;
import static org.assertj.core.api.Assertions.assertThat;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.harness.Conduct;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.ServerUnderTest;
import interop.harness.StandIn;
import interop.operator.Console;
import interop.process.FreePorts;
import io.skua.client.TlsOptions;
import io.skua.client.exception.AllBrokersBusyException;
import io.skua.client.exception.BrokerConnectException;
import io.skua.client.exception.BrokerResponseTimeoutException;
import io.skua.client.exception.BrokerUnreachableException;
import io.skua.client.exception.MessageRefusedException;
import io.skua.client.exception.MessageTooLargeException;
import io.skua.client.exception.NameServerNotSetException;
import io.skua.client.exception.NameServerRefusedException;
import io.skua.client.exception.NameServerSilentException;
import io.skua.client.exception.NameServerTlsException;
import io.skua.client.exception.ProducerClosedException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.exception.TopicNotWritableException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.server.ServerSettings;
import io.skua.server.SkuaServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/errors.md with real servers of both kinds: the type, the remedy in the text, and the time
 * that it takes to fail. Brokers here make no topics by themselves. {@link GuardedErrorsIT} has
 * what needs servers of other settings.
 */
class ErrorsIT {
  /** For those whose time is to pass. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int BROKER_LIMIT = 4 << 20;
  private static final int SYSTEM_BUSY = 2;
  private static final Map<Kind, Cluster> clusters = new EnumMap<>(Kind.class);

  @BeforeAll
  static void start_a_cluster_of_each_kind(@TempDir Path directory) throws Exception {
    ServerUnderTest names = ApacheNameServer.start(directory.resolve("names"));
    clusters.put(
        Kind.APACHE,
        new Cluster(
            names,
            ApacheBroker.start(
                directory.resolve("broker"),
                BrokerSettings.of("broker-a", names.address(), directory.resolve("store"))
                    .withAutoCreateTopics(false))));
    ServerUnderTest both =
        SkuaServers.started(
            SkuaServer.builder()
                .port(0)
                .dataDirectory(directory.resolve("data"))
                .roles(ServerSettings.Roles.BOTH)
                .autoCreateTopics(false)
                .build());
    clusters.put(Kind.SKUA, new Cluster(both, both));
  }

  @AfterAll
  static void end_them() {
    clusters.values().forEach(Cluster::close);
  }

  private static String nameServer(Kind servers) {
    return clusters.get(servers).nameServer().address();
  }

  private static Operator operator(Kind servers) {
    return new Console(nameServer(servers), clusters.get(servers).broker().address());
  }

  @Test
  void no_name_server_is_set() throws Exception {
    sendFails(
        started(null),
        "any",
        NameServerNotSetException.class,
        AT_ONCE,
        "No name server address",
        "setNamesrvAddr");
  }

  @Test
  void the_name_server_refuses() throws Exception {
    String nobody = "127.0.0.1:" + FreePorts.one();
    sendFails(
        started(nobody),
        "any",
        NameServerRefusedException.class,
        AT_ONCE,
        nobody,
        "Start a name server there, or correct the address");
  }

  @Test
  void the_name_server_is_silent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      DefaultMQProducer producer = prepared(address, null, null);
      producer.setMqClientApiTimeout((int) TIMEOUT.toMillis());
      producer.start();
      sendFails(
          producer,
          "any",
          NameServerSilentException.class,
          TIMEOUT,
          address,
          "took the connection and said nothing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_name_server_does_not_speak_tls(Kind servers) throws Exception {
    sendFails(
        started(
            nameServer(servers), null, new TlsOptions(null, null, null, null, null, true, true)),
        "any",
        NameServerTlsException.class,
        AT_ONCE,
        nameServer(servers),
        "tls.server.mode of an Apache server",
        "setUseTLS(false)");
  }

  @ParameterizedTest
  @EnumSource
  void nobody_makes_the_topic(Kind servers) throws Exception {
    sendFails(
        started(nameServer(servers)),
        "nowhere",
        TopicNotFoundException.class,
        AT_ONCE,
        "No route info of this topic: nowhere",
        "Create the topic");
  }

  @ParameterizedTest
  @EnumSource
  void the_topic_is_not_writable(Kind servers) throws Exception {
    operator(servers).topic("read-only", 4, 4, Operator.READ);
    sendFails(
        started(nameServer(servers)),
        "read-only",
        TopicNotWritableException.class,
        AT_ONCE,
        "read-only",
        "no queue of it can be written to",
        "write permission");
  }

  @ParameterizedTest
  @EnumSource
  void the_advertised_address_cannot_be_reached(Kind servers) throws Exception {
    try (DefaultMQProducer producer = started(nameServer(servers));
        StandIn absent = operator(servers).standIn("unreachable", Conduct.absent())) {
      fails(
          () -> producer.send(message("unreachable")),
          BrokerUnreachableException.class,
          AT_ONCE,
          absent.brokerName(),
          "--advertise (brokerIP1 of an Apache broker)",
          "make that address reachable");
      MessageQueue queue = new MessageQueue("unreachable", absent.brokerName(), 0);
      fails(
          () -> producer.send(message("unreachable"), queue),
          BrokerConnectException.class,
          AT_ONCE,
          "--advertise (brokerIP1 of an Apache broker)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_message_is_too_large(Kind servers) throws Exception {
    operator(servers).topic("large", 4, 4, Operator.READ_WRITE);
    Message message = new Message("large", new byte[BROKER_LIMIT + 1]);
    try (DefaultMQProducer producer = started(nameServer(servers))) {
      fails(
          () -> producer.send(message),
          MessageTooLargeException.class,
          AT_ONCE,
          "the message body size over max value, MAX: " + BROKER_LIMIT,
          "maxMessageSize");
      producer.setMaxMessageSize(2 * BROKER_LIMIT);
      producer.setCompressMsgBodyOverHowmuch(2 * BROKER_LIMIT);
      fails(
          () -> producer.send(message),
          MessageRefusedException.class,
          AT_ONCE,
          "CODE: 13",
          "the message is illegal",
          "msg body length limit " + BROKER_LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_broker_is_busy(Kind servers) throws Exception {
    try (StandIn busy = operator(servers).standIn("busy", Conduct.answering(SYSTEM_BUSY))) {
      sendFails(
          started(nameServer(servers)),
          "busy",
          AllBrokersBusyException.class,
          AT_ONCE,
          busy.brokerName(),
          "Send [3] times");
      assertThat(busy.sends()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_broker_is_silent(Kind servers) throws Exception {
    try (DefaultMQProducer producer = started(nameServer(servers));
        StandIn silent = operator(servers).standIn("silent", Conduct.silent())) {
      producer.setSendMsgTimeout((int) TIMEOUT.toMillis());
      fails(
          () -> producer.send(message("silent")),
          SendTimeoutException.class,
          TIMEOUT,
          silent.brokerName(),
          "the last phase was RESPONSE",
          "sendMsgTimeout");
      fails(
          () -> await(producer.sendAsync(message("silent"))),
          BrokerResponseTimeoutException.class,
          TIMEOUT,
          silent.brokerName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_producer_is_closed_while_it_sends(Kind servers) throws Exception {
    try (StandIn silent = operator(servers).standIn("closing", Conduct.silent())) {
      closedWhileSending(
          started(nameServer(servers)),
          "closing",
          () ->
              Eventually.get(
                  "a send to " + silent.brokerName(),
                  PATIENCE,
                  () -> Optional.of(silent.sends()).filter(sends -> sends == 1)),
          "it was shut down while the message was being sent; it may have been stored");
    }
  }

  @Test
  void the_producer_is_closed_while_it_asks_for_the_route() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      closedWhileSending(
          started("127.0.0.1:" + silent.getLocalPort()),
          "any",
          silent::accept,
          "it was shut down while it asked for the route of any; nothing was sent");
    }
  }

  private static void closedWhileSending(
      DefaultMQProducer producer, String topic, Failing.Attempt untilItSends, String words)
      throws Exception {
    try (producer) {
      CompletableFuture<SendResult> send = producer.sendAsync(message(topic));
      untilItSends.run();
      fails(
          () -> {
            producer.shutdown();
            await(send);
          },
          ProducerClosedException.class,
          AT_ONCE,
          words);
    }
  }
}
