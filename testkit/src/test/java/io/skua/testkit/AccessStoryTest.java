package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skua.acl.common.AclClientRPCHook;
import io.skua.acl.common.SessionCredentials;
import io.skua.client.exception.AccessDeniedException;
import io.skua.client.exception.AuthenticationFailedException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import io.skua.server.access.AccessSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Producers and a server that knows its users (protocol b 13.3). */
class AccessStoryTest {
  private static final String USERS =
      """
      {"users":[
        {"username":"admin","password":"root-secret","userType":"Super"},
        {"username":"app","password":"app-secret"},
        {"username":"gone","password":"gone-secret","userStatus":"disable"}],
       "acls":[{"subject":"User:app","policies":[{"entries":[
        {"resource":"Topic:orders","actions":["Pub"],"decision":"Allow"},
        {"resource":"Topic:team-*","actions":["Pub","Create"],"decision":"Allow"},
        {"resource":"Topic:team-x-*","actions":["All"],"decision":"Deny"},
        {"resource":"Topic:seen","actions":["Get"],"decision":"Allow"}]}]}]}
      """;

  private final ServerFixture fixture = new ServerFixture();
  private final ClientRegistry registry =
      new ClientRegistry(fixture.time, name -> fixture.network.net("10.0.0.9"));

  AccessStoryTest() {
    start(AccessSettings.REQUIRED.withUsers(USERS));
    admin("orders", "team-a", "team-x-a", "seen");
  }

  @AfterEach
  void everything_ends() {
    fixture.server.close();
  }

  private void start(AccessSettings access) {
    fixture.server = fixture.builder().access(access).build();
    fixture.start();
  }

  private void admin(String... topics) {
    try (DefaultMQProducer admin = started("admins", hook("admin", "root-secret"))) {
      for (String topic : topics) {
        admin.send(message(topic));
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static RPCHook hook(String user, String secret) {
    return new AclClientRPCHook(new SessionCredentials(user, secret));
  }

  private DefaultMQProducer started(String group, @Nullable RPCHook hook) throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer(group, hook, registry);
    producer.setNamesrvAddr(ServerFixture.SERVER.toString());
    producer.setClientIP("10.0.0.9");
    producer.start();
    return producer;
  }

  private static Message message(String topic) {
    return new Message(topic, "hello".getBytes(StandardCharsets.UTF_8));
  }

  private AuthenticationFailedException unknown(@Nullable RPCHook hook) throws Exception {
    try (DefaultMQProducer producer = started("apps", hook)) {
      long start = fixture.time.clock().nanos();
      AuthenticationFailedException failure =
          catchThrowableOfType(
              AuthenticationFailedException.class, () -> producer.send(message("orders")));
      assertThat(fixture.time.clock().nanos() - start).isLessThan(1_000_000_000L);
      assertThat(failure.getResponseCode()).isEqualTo(16);
      return failure;
    }
  }

  private AccessDeniedException denied(String topic) throws Exception {
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      return catchThrowableOfType(AccessDeniedException.class, () -> producer.send(message(topic)));
    }
  }

  private @Nullable Throwable cause(CompletableFuture<?> failing) {
    Throwable failure =
        catchThrowableOfType(
            ExecutionException.class, () -> fixture.time.await(failing, ServerFixture.PATIENCE));
    return failure.getCause();
  }

  @Test
  void a_user_sends_what_it_may() throws Exception {
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      assertThat(producer.send(message("orders")).getMsgId()).isNotEmpty();
      assertThat(producer.send(List.of(message("team-a"), message("team-a"))).getMsgId())
          .isNotEmpty();
      producer.sendOneway(message("orders"));
      assertThat(fixture.time.await(producer.sendAsync(message("orders")), ServerFixture.PATIENCE))
          .isNotNull();
    }
  }

  @Test
  void without_credentials_nobody_gets_in_and_is_told_how() throws Exception {
    AuthenticationFailedException failure = unknown(null);
    assertThat(failure.getUser()).isNull();
    assertThat(failure.getErrorMessage())
        .contains("username cannot be null.")
        .contains("new AclClientRPCHook(new SessionCredentials(user, password))");
  }

  @Test
  void a_wrong_secret_an_unknown_user_and_a_disabled_one_are_told_apart() throws Exception {
    AuthenticationFailedException wrong = unknown(hook("app", "other"));
    assertThat(wrong.getUser()).isEqualTo("app");
    assertThat(wrong.getErrorMessage())
        .contains("check signature failed.")
        .contains("not the password of user app");
    assertThat(unknown(hook("nobody", "x")).getErrorMessage())
        .contains("User:nobody is not found.")
        .contains("mqadmin createUser -u nobody");
    assertThat(unknown(hook("gone", "gone-secret")).getErrorMessage())
        .contains("User:gone is disabled.")
        .contains("mqadmin updateUser -u gone -s enable");
  }

  @Test
  void what_is_not_permitted_names_user_resource_action_and_remedy() throws Exception {
    AccessDeniedException failure = denied("other");
    assertThat(failure.getUser()).isEqualTo("app");
    assertThat(failure.getResource()).isEqualTo("Topic:other");
    assertThat(failure.getAction()).isEqualTo("Pub");
    assertThat(failure.getErrorMessage())
        .contains("User:app has no permission to access Topic:other from 10.0.0.9")
        .contains("no matched policies.")
        .contains("mqadmin createAcl -s User:app -r Topic:other -a Pub -d Allow");
  }

  @Test
  void the_longer_prefix_decides() throws Exception {
    assertThat(denied("team-x-a").getErrorMessage()).contains("the decision is deny.");
  }

  @Test
  void a_route_that_may_be_seen_does_not_let_messages_in() throws Exception {
    AccessDeniedException failure = denied("seen");
    assertThat(failure.getAttempts()).hasSize(3);
    assertThat(failure.getCause()).isInstanceOf(MQBrokerException.class);
    assertThat(failure.getErrorMessage()).contains("attempt 1: broker-a");
  }

  @Test
  void a_topic_of_a_prefix_is_not_made_by_who_may_not_see_the_model() throws Exception {
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      TopicNotFoundException failure =
          catchThrowableOfType(
              TopicNotFoundException.class, () -> producer.send(message("team-new")));
      assertThat(failure.getErrorMessage()).contains("does not let this user see TBW102");
    }
  }

  @Test
  void a_queue_of_the_callers_choice_and_an_asynchronous_send_fail_alike() throws Exception {
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      MessageQueue queue = new MessageQueue("seen", "broker-a", 0);
      assertThat(
              catchThrowableOfType(
                  AccessDeniedException.class, () -> producer.send(message("seen"), queue)))
          .hasMessageContaining("Topic:seen");
      assertThat(cause(producer.sendAsync(message("other"))))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void questions_and_topics_need_permissions_of_their_own() throws Exception {
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      assertThat(producer.maxOffset(new MessageQueue("seen", "broker-a", 0))).isNotNegative();
      assertThat(
              catchThrowableOfType(
                      AccessDeniedException.class,
                      () -> producer.maxOffset(new MessageQueue("orders", "broker-a", 0)))
                  .getAction())
          .isEqualTo("Get");
      producer.createTopic("orders", "team-made", 2, Map.of());
      assertThat(
              catchThrowableOfType(
                      AccessDeniedException.class,
                      () -> producer.createTopic("orders", "mine", 2, Map.of()))
                  .getAction())
          .isEqualTo("Create");
    }
  }

  @Test
  void warming_up_finds_out() throws Exception {
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      fixture.time.await(producer.warmUp("orders"), ServerFixture.PATIENCE);
      assertThat(cause(producer.warmUp("other"))).isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void credentials_that_change_count_from_the_next_request_on() throws Exception {
    SessionCredentials credentials = new SessionCredentials("app", "old");
    try (DefaultMQProducer producer = started("apps", new AclClientRPCHook(credentials))) {
      catchThrowableOfType(MQClientException.class, () -> producer.send(message("orders")));
      credentials.setSecretKey("app-secret");
      assertThat(producer.send(message("orders")).getMsgId()).isNotEmpty();
    }
  }

  @Test
  void two_users_under_one_instance_name_stay_two() throws Exception {
    DefaultMQProducer first = named("apps", hook("app", "app-secret"));
    DefaultMQProducer second = named("admins", hook("admin", "root-secret"));
    DefaultMQProducer third = named("more-apps", hook("app", "app-secret"));
    assertThat(registry.size()).isEqualTo(2);
    assertThat(second.send(message("other")).getMsgId()).isNotEmpty();
    catchThrowableOfType(AccessDeniedException.class, () -> first.send(message("other")));
    catchThrowableOfType(AccessDeniedException.class, () -> third.send(message("other")));
    first.shutdown();
    assertThat(third.send(message("orders")).getMsgId()).isNotEmpty();
    second.shutdown();
    third.shutdown();
    assertThat(registry.size()).isZero();
  }

  private DefaultMQProducer named(String group, RPCHook hook) throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer(group, hook, registry);
    producer.setNamesrvAddr(ServerFixture.SERVER.toString());
    producer.setInstanceName("shared");
    producer.start();
    return producer;
  }

  @Test
  void users_outlive_a_restart_and_the_settings_of_the_start_win() throws Exception {
    fixture.server.close();
    start(AccessSettings.REQUIRED);
    a_user_sends_what_it_may();
    fixture.server.close();
    start(
        AccessSettings.REQUIRED.withUsers(
            "{\"users\":[{\"username\":\"app\",\"password\":\"new\"}],\"acls\":[]}"));
    assertThat(unknown(hook("app", "app-secret")).getErrorMessage()).contains("check signature");
    try (DefaultMQProducer producer = started("apps", hook("app", "new"))) {
      catchThrowableOfType(AccessDeniedException.class, () -> producer.send(message("orders")));
    }
    admin("orders");
  }

  @Test
  void who_may_is_not_asked_where_only_who_it_is_counts() throws Exception {
    fixture.server.close();
    start(AccessSettings.REQUIRED.withUsers(USERS).withAuthorization(false));
    try (DefaultMQProducer producer = started("apps", hook("app", "app-secret"))) {
      assertThat(producer.send(message("other")).getMsgId()).isNotEmpty();
    }
    unknown(null);
  }

  @Test
  void whitelisted_requests_need_nobody() throws Exception {
    fixture.server.close();
    start(AccessSettings.REQUIRED.withUsers(USERS).withWhitelists(Set.of(105, 310), Set.of()));
    try (DefaultMQProducer producer = started("apps", null)) {
      assertThat(producer.send(message("other")).getMsgId()).isNotEmpty();
    }
  }

  @Test
  void permissions_without_users_make_no_sense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessSettings.NONE.withAuthorization(true))
        .withMessageContaining("who asks");
  }
}
