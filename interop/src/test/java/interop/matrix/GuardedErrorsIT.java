package interop.matrix;

import static interop.matrix.Failing.AT_ONCE;
import static interop.matrix.Failing.message;
import static interop.matrix.Failing.sendFails;
import static interop.matrix.Failing.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.apache.FullDiskBroker;
import interop.harness.Conduct;
import interop.harness.ServerUnderTest;
import interop.harness.StandIn;
import interop.operator.Console;
import interop.reader.Connection;
import io.skua.acl.common.AclClientRPCHook;
import io.skua.acl.common.SessionCredentials;
import io.skua.client.TlsOptions;
import io.skua.client.exception.AccessDeniedException;
import io.skua.client.exception.AllDisksFullException;
import io.skua.client.exception.AuthenticationFailedException;
import io.skua.client.exception.BrokerTlsException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.NameServerTlsException;
import io.skua.client.exception.SendFailedException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendStatus;
import io.skua.net.Address;
import io.skua.net.tls.TlsServer.Mode;
import io.skua.remoting.RPCHook;
import io.skua.server.ServerBuilder;
import io.skua.server.ServerSettings.Roles;
import io.skua.server.SkuaServer;
import io.skua.server.TlsSettings;
import io.skua.server.access.AccessSettings;
import io.skua.server.cert.CertificateAuthority;
import io.skua.wire.frame.RequestSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/errors.md, as {@link ErrorsIT}, with servers that let nobody in: for want of a user, of a
 * permission, of room on the disk, or of TLS. Brokers of both kinds are found by name servers of
 * Skua that take TLS and plain connections alike.
 */
class GuardedErrorsIT {
  private static final int CREATE_USER = 3001;
  private static final int SERVICE_NOT_AVAILABLE = 14;
  private static final String TOPIC = "guarded";
  private static final String ADMIN_SECRET = "secret-of-admin";
  private static final RPCHook ADMIN = user("admin", ADMIN_SECRET);
  private static final String APP =
      "{\"username\":\"app\",\"password\":\"secret-of-app\",\"userType\":\"Normal\"}";

  /** Knows its users, speaks no TLS, and has no room. */
  private static final Map<Kind, CompletableFuture<Cluster>> guarded = new EnumMap<>(Kind.class);

  /** Takes TLS only. */
  private static final Map<Kind, CompletableFuture<Cluster>> tlsOnly = new EnumMap<>(Kind.class);

  /** Takes TLS only, and is a name server. */
  private static final Map<Kind, CompletableFuture<ServerUnderTest>> tlsOnlyNames =
      new EnumMap<>(Kind.class);

  @TempDir private static Path directory;

  private static Path authority;
  private static Path certificate;
  private static Path key;

  /** Starts them side by side: most of the time is waiting for other processes. */
  @BeforeAll
  static void start() throws IOException {
    authority = directory.resolve("ca.pem");
    certificate = directory.resolve("server.pem");
    key = directory.resolve("server-key.pem");
    CertificateAuthority signs =
        new CertificateAuthority(
            "tests", Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
    signs.write(authority);
    signs.issue("server", List.of("127.0.0.1"), certificate, key);
    guarded.put(Kind.SKUA, cluster("guarded-skua", GuardedErrorsIT::guardedSkua));
    guarded.put(Kind.APACHE, cluster("guarded-apache", GuardedErrorsIT::guardedApache));
    tlsOnly.put(Kind.SKUA, cluster("tls-skua", GuardedErrorsIT::tlsOnlySkua));
    tlsOnly.put(Kind.APACHE, cluster("tls-apache", GuardedErrorsIT::tlsOnlyApache));
    tlsOnlyNames.put(
        Kind.SKUA,
        begin(
            () ->
                SkuaServers.started(
                    skua(directory.resolve("names-skua"), Roles.NAME_SERVER)
                        .tls(TlsSettings.of(certificate, key).withMode(Mode.ENFORCING))
                        .build())));
    tlsOnlyNames.put(
        Kind.APACHE,
        begin(
            () ->
                ApacheNameServer.startTlsOnly(
                    directory.resolve("names-apache"), certificate, key)));
    // Or those that start would take the time of those that are tested.
    all().forEach(each -> each.handle((started, failure) -> started).join());
  }

  @AfterAll
  static void end_them() {
    for (CompletableFuture<? extends AutoCloseable> each : all()) {
      each.handle((started, failure) -> started).thenAccept(GuardedErrorsIT::end).join();
    }
  }

  private static List<CompletableFuture<? extends AutoCloseable>> all() {
    List<CompletableFuture<? extends AutoCloseable>> all = new ArrayList<>(guarded.values());
    all.addAll(tlsOnly.values());
    all.addAll(tlsOnlyNames.values());
    return all;
  }

  private static void end(@Nullable AutoCloseable started) {
    try (started) {
      // A failed start is told by the test that needs it.
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a broker. */
  private interface Starter {
    ServerUnderTest start(Path place, String nameServer) throws Exception;
  }

  private static <T> CompletableFuture<T> begin(Callable<T> start) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return start.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  private static CompletableFuture<Cluster> cluster(String name, Starter broker) {
    Path place = directory.resolve(name);
    return begin(
        () -> {
          ServerUnderTest names =
              SkuaServers.started(
                  skua(place.resolve("names"), Roles.NAME_SERVER)
                      .tls(TlsSettings.of(certificate, key))
                      .build());
          try {
            return new Cluster(names, broker.start(place, names.address()));
          } catch (Exception | AssertionError e) {
            names.close();
            throw e;
          }
        });
  }

  private static ServerBuilder skua(Path place, Roles roles) {
    return SkuaServer.builder().port(0).dataDirectory(place).roles(roles);
  }

  private static ServerBuilder skuaBroker(Path place, String nameServer) {
    return skua(place.resolve("data"), Roles.BROKER)
        .nameServers(List.of(Address.parse(nameServer)));
  }

  private static ServerUnderTest guardedSkua(Path place, String nameServer)
      throws InterruptedException {
    FillingDisk filling = new FillingDisk(place.resolve("data"));
    ServerUnderTest broker =
        SkuaServers.started(
            skuaBroker(place, nameServer)
                .access(
                    AccessSettings.REQUIRED
                        .withUsers("{\"users\":[" + APP + "]}")
                        .withSuperUser("admin", ADMIN_SECRET))
                .disk(filling.disk())
                .store(FillingDisk.watchful())
                .build());
    filling.awaitSeen();
    return broker;
  }

  private static ServerUnderTest tlsOnlySkua(Path place, String nameServer) {
    return SkuaServers.started(
        skuaBroker(place, nameServer)
            .tls(TlsSettings.of(certificate, key).withMode(Mode.ENFORCING))
            .build());
  }

  private static BrokerSettings apacheBroker(Path place, String nameServer) {
    return BrokerSettings.of("broker-a", nameServer, place.resolve("store"));
  }

  private static ServerUnderTest tlsOnlyApache(Path place, String nameServer) throws IOException {
    return ApacheBroker.startTlsOnly(place, apacheBroker(place, nameServer), certificate, key);
  }

  /** Protocol b 13.3. */
  private static ServerUnderTest guardedApache(Path place, String nameServer) throws IOException {
    String auth = "org.apache.rocketmq.auth.";
    BrokerSettings settings =
        apacheBroker(place, nameServer)
            .with("authenticationEnabled", "true")
            .with(
                "authenticationMetadataProvider",
                auth + "authentication.provider.LocalAuthenticationMetadataProvider")
            .with("authorizationEnabled", "true")
            .with(
                "authorizationMetadataProvider",
                auth + "authorization.provider.LocalAuthorizationMetadataProvider")
            .with(
                "initAuthenticationUser",
                "{\"username\":\"admin\",\"password\":\"" + ADMIN_SECRET + "\"}");
    ApacheBroker broker = ApacheBroker.startBy(FullDiskBroker.class.getName(), place, settings);
    try {
      createUser(broker.address());
      return broker;
    } catch (IOException | AssertionError e) {
      broker.close();
      throw e;
    }
  }

  private static void createUser(String broker) throws IOException {
    byte[] body = APP.getBytes(StandardCharsets.UTF_8);
    TreeMap<String, String> fields = new TreeMap<>();
    fields.put("username", "app");
    fields.put(RequestSignature.ACCESS_KEY, "admin");
    fields.put(
        RequestSignature.SIGNATURE,
        RequestSignature.of(fields, body, 0, body.length, ADMIN_SECRET));
    try (Connection connection = Connection.open(broker)) {
      assertThat(connection.call(CREATE_USER, fields, body).code()).isZero();
    }
  }

  private static RPCHook user(String name, String secret) {
    return new AclClientRPCHook(new SessionCredentials(name, secret));
  }

  private static String nameServer(CompletableFuture<Cluster> cluster) {
    return cluster.join().nameServer().address();
  }

  private static DefaultMQProducer of(Kind broker, @Nullable RPCHook hook) throws Exception {
    return started(nameServer(guarded.get(broker)), hook, null);
  }

  private static void notLetIn(Kind broker, @Nullable RPCHook hook, String... words)
      throws Exception {
    sendFails(of(broker, hook), TOPIC, AuthenticationFailedException.class, AT_ONCE, words);
  }

  @ParameterizedTest
  @EnumSource
  void the_credentials_are_wrong(Kind broker) throws Exception {
    notLetIn(
        broker,
        null,
        "username cannot be null.",
        "new AclClientRPCHook(new SessionCredentials(user, password))");
    notLetIn(
        broker,
        user("nobody", "secret"),
        "User:nobody is not found.",
        "mqadmin createUser -u nobody");
    notLetIn(
        broker,
        user("app", "another"),
        "check signature failed.",
        "The secret key is not the password of user app there",
        "mqadmin updateUser -u app");
  }

  @ParameterizedTest
  @EnumSource
  void the_user_lacks_the_permission(Kind broker) throws Exception {
    sendFails(
        of(broker, user("app", "secret-of-app")),
        TOPIC,
        AccessDeniedException.class,
        AT_ONCE,
        "User:app has no permission to access Topic:" + TOPIC + " from 127.0.0.1",
        "mqadmin createAcl -s User:app -r Topic:" + TOPIC + " -a Pub -d Allow");
  }

  @Test
  void the_disk_of_a_skua_broker_is_full() throws Exception {
    sendFails(
        of(Kind.SKUA, ADMIN),
        TOPIC,
        AllDisksFullException.class,
        AT_ONCE,
        "the broker's disk is full [the disk of ",
        "0 bytes are free",
        "delete something, or set a shorter retention");
  }

  /**
   * What it says is true of this machine's disk, which may have room. So another broker says it of
   * a disk that has none.
   */
  @Test
  void the_disk_of_an_apache_broker_is_full() throws Exception {
    String words;
    try (DefaultMQProducer producer = of(Kind.APACHE, ADMIN)) {
      SendFailedException failure =
          catchThrowableOfType(SendFailedException.class, () -> producer.send(message(TOPIC)));
      assertThat(failure.getResponseCode()).isEqualTo(SERVICE_NOT_AVAILABLE);
      words = ((MQBrokerException) failure.getCause()).getErrorMessage();
    }
    assertThat(words).containsPattern("the broker's disk is full \\[CL: +\\d\\.\\d\\d CQ: ");
    Cluster cluster = guarded.get(Kind.APACHE).join();
    Console console = new Console(cluster.nameServer().address(), cluster.broker().address());
    Conduct full =
        Conduct.answering(SERVICE_NOT_AVAILABLE, words.replaceAll("\\d\\.\\d\\d", "0.96"));
    try (StandIn broker = console.standIn("full", full)) {
      sendFails(
          started(cluster.nameServer().address()),
          "full",
          AllDisksFullException.class,
          AT_ONCE,
          broker.brokerName(),
          "the broker's disk is full [CL:  0.96");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_client_wants_tls_and_the_broker_does_not(Kind broker) throws Exception {
    sendFails(
        started(nameServer(guarded.get(broker)), ADMIN, TlsOptions.trusting(authority)),
        TOPIC,
        BrokerTlsException.class,
        AT_ONCE,
        "This client uses TLS and the server seems not to",
        "tls.server.mode of an Apache server",
        "setUseTLS(false)");
  }

  @ParameterizedTest
  @EnumSource
  void the_broker_wants_tls_and_the_client_does_not(Kind broker) throws Exception {
    String names = nameServer(tlsOnly.get(broker));
    sendFails(
        started(names),
        TOPIC,
        BrokerTlsException.class,
        AT_ONCE,
        "The server may accept TLS only",
        "tls.enable=true");
    try (DefaultMQProducer producer = started(names, null, TlsOptions.trusting(authority))) {
      assertThat(producer.send(message(TOPIC)).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_name_server_wants_tls_and_the_client_does_not(Kind names) throws Exception {
    sendFails(
        started(tlsOnlyNames.get(names).join().address()),
        TOPIC,
        NameServerTlsException.class,
        AT_ONCE,
        "The server may accept TLS only",
        "tls.enable=true");
  }
}
