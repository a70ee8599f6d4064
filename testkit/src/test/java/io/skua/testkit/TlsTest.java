package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.skua.client.TlsOptions;
import io.skua.client.exception.BrokerTlsException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.NameServerTlsException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.nio.NioNet;
import io.skua.net.tls.KeyFiles;
import io.skua.net.tls.TlsClient;
import io.skua.net.tls.TlsContexts;
import io.skua.net.tls.TlsProblem;
import io.skua.net.tls.TlsServer;
import io.skua.net.tls.TlsServer.ClientAuth;
import io.skua.net.tls.TlsServer.Mode;
import io.skua.runtime.SystemPlatform;
import io.skua.server.ServerException;
import io.skua.server.SkuaServer;
import io.skua.server.TlsSettings;
import io.skua.server.cert.CertificateAuthority;
import io.skua.wire.frame.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client and server with TLS between them, on real sockets. */
class TlsTest {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");
  private static final Instant NOW = Instant.now();

  @TempDir static Path files;

  private static Path ca;
  private static Path otherCa;
  private static CertificateAuthority authority;

  private final ClientRegistry registry =
      new ClientRegistry(
          SystemPlatform.INSTANCE,
          settings ->
              new NioNet(
                  ClientRegistry.netName(settings), SystemPlatform.INSTANCE, settings.tls(), null));
  private final List<AutoCloseable> open = new ArrayList<>();
  private SkuaServer server;

  @BeforeAll
  static void certify() throws IOException {
    authority = new CertificateAuthority("test authority", NOW.minusSeconds(60), in(1));
    CertificateAuthority other =
        new CertificateAuthority("other authority", NOW.minusSeconds(60), in(1));
    ca = files.resolve("ca.pem");
    otherCa = files.resolve("other-ca.pem");
    authority.write(ca);
    other.write(otherCa);
    issue(authority, "server", LOCAL);
    issue(authority, "elsewhere", List.of("elsewhere.example"));
    issue(authority, "client", List.of());
    issue(other, "stranger", List.of());
    CertificateAuthority old =
        new CertificateAuthority("test authority", NOW.minusSeconds(7200), NOW.minusSeconds(3600));
    old.write(files.resolve("old-ca.pem"));
    issue(old, "old", LOCAL);
  }

  private static Instant in(int hours) {
    return NOW.plusSeconds(hours * 3600L);
  }

  private static void issue(CertificateAuthority by, String name, List<String> names)
      throws IOException {
    by.issue(name, names, certificate(name), key(name));
  }

  private static Path certificate(String name) {
    return files.resolve(name + ".pem");
  }

  private static Path key(String name) {
    return files.resolve(name + "-key.pem");
  }

  private static TlsSettings of(String name, Mode mode) {
    return TlsSettings.of(certificate(name), key(name)).withMode(mode);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    assertThat(registry.size()).isZero();
  }

  private void serve(TlsSettings tls) {
    server = SkuaServer.builder().port(0).inMemory().tls(tls).start();
    open.add(server);
  }

  private DefaultMQProducer producer(String group, TlsOptions options) throws MQClientException {
    return producer(group, options, server.address().toString());
  }

  private DefaultMQProducer producer(String group, TlsOptions options, String address)
      throws MQClientException {
    DefaultMQProducer producer = new DefaultMQProducer(group, registry);
    producer.setNamesrvAddr(address);
    producer.setTlsOptions(options);
    producer.start();
    open.add(0, producer);
    return producer;
  }

  private static TlsOptions trusting() {
    return TlsOptions.trusting(ca);
  }

  private static TlsOptions showing(String name) {
    return trusting().withCertificate(certificate(name), key(name), null);
  }

  private static void assertSends(DefaultMQProducer producer) throws Exception {
    assertThat(producer.send(message("hello")).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
  }

  private static Message message(String body) {
    return new Message("T", body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_permissive_server_takes_both_on_one_port() throws Exception {
    serve(of("server", Mode.PERMISSIVE));
    assertSends(producer("secure", trusting()));
    assertSends(producer("plain", null));
  }

  @Test
  void a_server_is_reached_by_every_name_in_its_certificate() throws Exception {
    serve(of("server", Mode.ENFORCING));
    String port = ":" + server.address().port();
    assertSends(producer("by_address", trusting()));
    assertSends(producer("by_name", trusting(), "localhost" + port));
  }

  @Test
  void both_sides_show_certificates() throws Exception {
    serve(of("server", Mode.ENFORCING).withTrusted(ca, ClientAuth.REQUIRE));
    assertSends(producer("known", showing("client")));
  }

  @Test
  void large_messages_and_bursts_arrive_whole() throws Exception {
    serve(of("server", Mode.ENFORCING));
    DefaultMQProducer producer = producer("burst", trusting());
    producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
    for (int size : new int[] {1, 16_384, 16_385, 65_536, 1_000_000, 4_000_000}) {
      Message large = new Message("T", new byte[size]);
      assertThat(producer.send(large, 10_000).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }
    List<CompletableFuture<SendResult>> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(producer.sendAsync(message("burst " + i)));
    }
    for (CompletableFuture<SendResult> each : all) {
      assertThat(each.get(20, TimeUnit.SECONDS).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }
    long stored = 0;
    for (MessageQueue queue : producer.fetchPublishMessageQueues("T")) {
      stored += producer.maxOffset(queue);
    }
    assertThat(stored).isEqualTo(5_006);
  }

  @Test
  void bodies_come_back_whole_to_threads_that_call_at_once() throws Exception {
    SystemPlatform platform = SystemPlatform.INSTANCE;
    KeyFiles own = new KeyFiles(certificate("server"), key("server"), null);
    SSLContext context = TlsContexts.of(own, ca);
    TlsServer accepts = new TlsServer(Mode.ENFORCING, ClientAuth.REQUIRE, () -> context);
    TlsClient dials = new TlsClient(() -> context, true, "test");
    Dispatcher echo = new Dispatcher();
    echo.on(
        1, (request, exchange) -> exchange.reply(Frame.success().withBody(request.bodyBytes())));
    try (NioNet net = new NioNet("tls-echo", platform, dials, accepts)) {
      Address address =
          net.listen(
                  new Address("127.0.0.1", 0),
                  channel ->
                      Link.accepted(
                          net.loop(), platform.clock(), LinkSettings.DEFAULT, echo, channel))
              .address();
      Duration patience = Duration.ofSeconds(20);
      Links links = new Links(net, platform, LinkSettings.DEFAULT, echo, patience);
      List<CompletableFuture<Void>> callers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        callers.add(CompletableFuture.runAsync(() -> callAndCompare(links, address)));
      }
      for (CompletableFuture<Void> caller : callers) {
        caller.get(60, TimeUnit.SECONDS);
      }
      links.close();
    }
  }

  private static void callAndCompare(Links links, Address address) {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 100, 16_384, 16_385, 65_536, 1_000_000, 3_000_000, 7}) {
      byte[] body = new byte[size];
      random.nextBytes(body);
      Frame request = Frame.request(1).withBody(body);
      Duration patience = Duration.ofSeconds(20);
      for (int i = 0; i < (size < 1_000 ? 200 : 1); i++) {
        assertThat(links.call(address, request, patience, Frame::bodyBytes).join()).isEqualTo(body);
      }
    }
  }

  @Test
  void a_hundred_clients_at_once() throws Exception {
    serve(of("server", Mode.ENFORCING));
    List<CompletableFuture<SendResult>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      DefaultMQProducer producer = producer("client_" + i, trusting());
      producer.setSendMsgTimeout(20_000);
      all.add(producer.sendAsync(message("from " + i)));
    }
    for (CompletableFuture<SendResult> each : all) {
      assertThat(each.get(30, TimeUnit.SECONDS).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }
  }

  @Test
  void clients_of_one_name_with_different_options_are_kept_apart() throws Exception {
    serve(of("server", Mode.PERMISSIVE));
    for (TlsOptions options : new TlsOptions[] {null, trusting(), trusting(), showing("client")}) {
      DefaultMQProducer producer = new DefaultMQProducer("group_" + open.size(), registry);
      producer.setNamesrvAddr(server.address().toString());
      producer.setInstanceName("shared");
      producer.setTlsOptions(options);
      producer.start();
      open.add(0, producer);
      assertSends(producer);
    }
    assertThat(registry.size()).isEqualTo(3);
  }

  // --- what does not fit

  private void assertFails(DefaultMQProducer producer, TlsProblem problem, String... texts) {
    long begin = System.nanoTime();
    Throwable failure = catchThrowable(() -> producer.send(message("never")));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(failure)
        .isInstanceOfSatisfying(
            NameServerTlsException.class, tls -> assertThat(tls.getTlsProblem()).isEqualTo(problem))
        .hasMessageContainingAll(texts)
        .hasMessageContaining(server == null ? "127.0.0.1" : server.address().toString());
  }

  @Test
  void tls_to_a_plain_server() throws Exception {
    server = SkuaServer.builder().port(0).inMemory().start();
    open.add(server);
    assertFails(
        producer("secure", trusting()), TlsProblem.PEER_IS_PLAIN, "--tls-cert", "setUseTLS(false)");
  }

  @Test
  void tls_to_a_server_that_has_it_disabled() throws Exception {
    serve(of("server", Mode.DISABLED));
    assertFails(producer("secure", trusting()), TlsProblem.PEER_IS_PLAIN, "--tls-cert");
    assertSends(producer("plain", null));
  }

  @Test
  void tls_to_a_port_that_never_says_anything() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      DefaultMQProducer producer =
          producer("secure", trusting(), "127.0.0.1:" + silent.getLocalPort());
      assertFails(producer, TlsProblem.PEER_IS_PLAIN, "it has not said anything");
    }
  }

  @Test
  void plain_to_a_server_that_enforces_tls() throws Exception {
    serve(of("server", Mode.ENFORCING));
    assertFails(producer("plain", null), TlsProblem.PEER_MAY_WANT_TLS, "turn it on", "tls.enable");
  }

  @Test
  void a_server_of_an_unknown_authority() throws Exception {
    serve(of("server", Mode.ENFORCING));
    assertFails(
        producer("secure", TlsOptions.trusting(otherCa)),
        TlsProblem.UNTRUSTED,
        "TlsOptions.trusting");
  }

  @Test
  void a_server_with_the_certificate_of_another_host() throws Exception {
    serve(of("elsewhere", Mode.ENFORCING));
    assertFails(
        producer("strict", trusting()), TlsProblem.WRONG_HOST, "127.0.0.1", "verifyHostName");
    assertSends(producer("loose", trusting().withoutHostNameVerification()));
  }

  @Test
  void a_server_whose_certificate_has_expired() throws Exception {
    serve(of("old", Mode.ENFORCING));
    assertFails(
        producer("secure", TlsOptions.trusting(files.resolve("old-ca.pem"))),
        TlsProblem.EXPIRED,
        "Renew");
  }

  @Test
  void a_client_without_a_certificate_where_one_is_required() throws Exception {
    serve(of("server", Mode.ENFORCING).withTrusted(ca, ClientAuth.REQUIRE));
    assertFails(producer("nobody", trusting()), TlsProblem.CERTIFICATE_REFUSED, "withCertificate");
    assertFails(
        producer("stranger", showing("stranger")),
        TlsProblem.CERTIFICATE_REFUSED,
        "withCertificate");
  }

  @Test
  void warming_up_says_it_too() throws Exception {
    serve(of("server", Mode.ENFORCING));
    CompletableFuture<Void> warm = producer("plain", null).warmUp("T");
    assertThatThrownBy(() -> warm.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(NameServerTlsException.class);
    assertThat(BrokerTlsException.class).isAssignableTo(MQClientException.class);
  }

  @Test
  void files_that_do_not_fit_fail_the_start() {
    TlsOptions mixed = trusting().withCertificate(certificate("client"), key("server"), null);
    assertThatThrownBy(() -> producer("mixed", mixed, "127.0.0.1:1"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContainingAll("is not the one of the certificate", "client.pem");
    assertThatThrownBy(
            () -> producer("none", TlsOptions.trusting(files.resolve("none")), "127.0.0.1:1"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContainingAll("none", "cannot be read");
    TlsSettings wrong = TlsSettings.of(certificate("server"), key("client"));
    assertThatThrownBy(() -> SkuaServer.builder().port(0).inMemory().tls(wrong).start())
        .isInstanceOfSatisfying(
            ServerException.class,
            e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.TLS_UNUSABLE))
        .hasMessageContaining("is not the one of the certificate");
  }

  @Test
  void garbage_and_half_handshakes_hurt_nobody() throws Exception {
    serve(of("server", Mode.ENFORCING));
    List<Socket> halves = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket half = connect();
      half.getOutputStream().write(new byte[] {0x16, 3, 1});
      halves.add(half);
    }
    for (byte[] garbage :
        List.of(
            new byte[] {0x16, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {0x16, 3, 1, (byte) 0xFF, (byte) 0xFF, 1, 2, 3},
            new byte[] {0x16, 3, 1, 0, 5, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0},
            new byte[] {0x17, 3, 3, 0, 1, 0},
            new byte[] {0, 0, 0, 9, 0, 0, 0, 5, '{'})) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(garbage);
        socket.setSoTimeout(5_000);
        try (InputStream in = socket.getInputStream()) {
          assertThat(in.readAllBytes().length).isLessThan(20);
        }
      }
    }
    assertSends(producer("between", trusting()));
    for (Socket half : halves) {
      half.close();
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", server.address().port());
  }

  @Test
  void new_files_count_without_a_restart() throws Exception {
    Path own = files.resolve("changing.pem");
    Path ownKey = files.resolve("changing-key.pem");
    CertificateAuthority before = new CertificateAuthority("before", NOW.minusSeconds(60), in(1));
    Path trusted = files.resolve("before-ca.pem");
    before.write(trusted);
    before.issue("changing", LOCAL, own, ownKey);
    TlsSettings often =
        new TlsSettings(
            Mode.ENFORCING,
            TlsSettings.of(own, ownKey).own(),
            null,
            ClientAuth.NONE,
            false,
            Duration.ofMillis(20));
    serve(often);
    DefaultMQProducer early = producer("early", TlsOptions.trusting(trusted));
    assertSends(early);
    Files.writeString(own, "broken");
    authority.issue("changing", LOCAL, own, ownKey);
    awaitSends("late");
    assertSends(early);
  }

  // The server looks at its files when its time has come; each try is a connection of its own.
  private void awaitSends(String group) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (int i = 0; ; i++) {
      DefaultMQProducer producer = producer(group + i, trusting());
      try {
        assertSends(producer);
        return;
      } catch (NameServerTlsException e) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
    }
  }
}
