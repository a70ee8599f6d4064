package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skua.acl.common.AclClientRPCHook;
import io.skua.acl.common.SessionCredentials;
import io.skua.client.exception.AccessDeniedException;
import io.skua.client.exception.AuthenticationFailedException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.RemotingCommand;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.RequestSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Protocol 1.13 and 6.19. */
class RpcHookTest extends ClientScenario {
  /** Notes what it sees. */
  private static class Notes implements RPCHook {
    final List<String> seen = new ArrayList<>();
    final List<RemotingCommand> asked = new ArrayList<>();
    final List<RemotingCommand> answered = new ArrayList<>();

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
      seen.add(
          "before " + request.getCode() + (request.isOnewayRPC() ? " one-way " : " ") + remoteAddr);
      asked.add(request);
    }

    @Override
    public void doAfterResponse(
        String remoteAddr, RemotingCommand request, RemotingCommand response) {
      seen.add("after " + request.getCode() + " " + response.getCode() + " " + remoteAddr);
      assertThat(asked).contains(request);
      assertThat(response.isResponseType()).isTrue();
      answered.add(response);
    }
  }

  private DefaultMQProducer hooked(String group, RPCHook hook) throws MQClientException {
    DefaultMQProducer producer = new DefaultMQProducer(group, hook, registry);
    producer.setNamesrvAddr(NAMES.toString());
    producer.setClientIP("10.0.0.9");
    return producer;
  }

  private DefaultMQProducer startedWith(RPCHook hook) throws MQClientException {
    DefaultMQProducer producer = hooked("group", hook);
    producer.start();
    return producer;
  }

  @Test
  void traces_pass_the_hook_of_their_producer() throws Exception {
    FakeBroker traces = broker("broker-c", "10.0.1.3");
    names.topic("RMQ_SYS_TRACE_TOPIC", 1, traces);
    Notes notes = new Notes();
    DefaultMQProducer producer = hooked("group", notes);
    producer.setEnableTrace(true);
    producer.start();
    producer.send(message("x"));
    producer.shutdown();
    assertThat(traces.sends()).hasSize(1);
    assertThat(notes.seen).contains("before 310 10.0.1.3:10911");
    assertThat(registry.size()).isZero();
  }

  @Test
  void a_hook_sees_every_request_and_every_answer() throws Exception {
    names.topic("TopicTest", 4, a);
    Notes notes = new Notes();
    DefaultMQProducer producer = startedWith(notes);
    producer.send(message("x"));
    producer.sendOneway(message("x"));
    time.advance(SECOND.multipliedBy(2));
    producer.shutdown();
    assertThat(notes.seen)
        .containsSubsequence(
            "before 105 10.0.0.1:9876",
            "after 105 0 10.0.0.1:9876",
            "before 310 10.0.1.1:10911",
            "after 310 0 10.0.1.1:10911",
            "before 310 one-way 10.0.1.1:10911")
        .contains("before 34 10.0.1.1:10911", "before 35 10.0.1.1:10911");
  }

  @Test
  void what_a_hook_changes_travels() throws Exception {
    SendResult sent =
        startedWith(
                new Notes() {
                  @Override
                  public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
                    request.addExtField("mine", "1");
                    request.addExtFieldIfNotExist("mine", "2");
                    if (request.getCode() == RequestCode.SEND_MESSAGE_V2) {
                      assertThat(request.getExtFields()).containsEntry("b", "TopicTest");
                      request.setBody("changed".getBytes(SessionCredentials.CHARSET));
                    }
                  }

                  @Override
                  public void doAfterResponse(
                      String remoteAddr, RemotingCommand request, RemotingCommand response) {
                    if (request.getCode() == RequestCode.SEND_MESSAGE_V2) {
                      response.addExtField("msgId", "SEEN");
                    }
                  }
                })
            .send(message("x"));
    assertThat(sent.getOffsetMsgId()).isEqualTo("SEEN");
    assertThat(names.received(RequestCode.GET_ROUTE_BY_TOPIC).get(0).fields().find("mine"))
        .isEqualTo("1");
    FakeBroker stored = a.sends().isEmpty() ? b : a;
    assertThat(stored.sends().get(0).body()).asString().isEqualTo("changed");
  }

  @Test
  void a_hook_that_fails_before_a_request_is_told_and_nothing_is_sent() throws Exception {
    DefaultMQProducer producer =
        startedWith(
            new Notes() {
              @Override
              public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
                if (request.getCode() == RequestCode.SEND_MESSAGE_V2) {
                  throw new IllegalStateException("no key today");
                }
              }

              @Override
              public void doAfterResponse(
                  String remoteAddr, RemotingCommand request, RemotingCommand response) {}
            });
    Failure failure = failureOf(() -> producer.send(message("x")));
    assertThat(failure.thrown())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("no key today")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(failure.millis()).isLessThan(1000);
    assertThat(failureOf(() -> time.await(producer.sendAsync(message("x")), SECOND)).thrown())
        .hasCauseInstanceOf(MQClientException.class)
        .hasMessageContaining("no key today");
    assertThat(
            catchThrowableOfType(MQClientException.class, () -> producer.sendOneway(message("x"))))
        .hasMessageContaining("no key today");
    assertThat(sends()).isZero();
  }

  @Test
  void credentials_without_a_secret_are_told_at_the_first_message() throws Exception {
    DefaultMQProducer producer =
        startedWith(new AclClientRPCHook(new SessionCredentials("user", "")));
    assertThat(failureOf(() -> producer.send(message("x"))).thrown())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("no secret key");
  }

  @Test
  void a_hook_that_fails_after_the_answer_hides_nothing() throws Exception {
    DefaultMQProducer producer =
        startedWith(
            new Notes() {
              @Override
              public void doAfterResponse(
                  String remoteAddr, RemotingCommand request, RemotingCommand response) {
                throw new IllegalStateException("cannot count");
              }
            });
    assertThat(producer.send(message("x")).getMsgId()).isNotEmpty();
  }

  @Test
  void fields_of_the_settings_are_there_before_the_signature() throws Exception {
    DefaultMQProducer producer =
        hooked("group", new AclClientRPCHook(new SessionCredentials("user", "secret", "token")));
    producer.setNamespaceV2("space");
    producer.setEnableStreamRequestType(true);
    producer.start();
    producer.send(message("x"));
    producer.shutdown();
    List<Frame> all = new ArrayList<>();
    names.received().forEach(each -> all.add(each.frame()));
    a.received().forEach(each -> all.add(each.frame()));
    b.received().forEach(each -> all.add(each.frame()));
    assertThat(all).hasSizeGreaterThanOrEqualTo(3);
    for (Frame each : all) {
      SortedMap<String, String> fields = each.fields().toMap();
      assertThat(fields)
          .containsEntry("ns", "space")
          .containsEntry("nsd", "true")
          .containsEntry("ReqT", "0")
          .containsEntry("SecurityToken", "token");
      byte[] body = each.bodyBytes();
      assertThat(fields)
          .containsEntry("Signature", RequestSignature.of(fields, body, 0, body.length, "secret"));
    }
  }

  @Test
  void wrong_credentials_are_not_tried_elsewhere_and_missing_permissions_are() throws Exception {
    DefaultMQProducer producer =
        startedWith(new AclClientRPCHook(new SessionCredentials("user", "secret")));
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(16, "check signature failed."));
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(16, "check signature failed."));
    AuthenticationFailedException failure =
        catchThrowableOfType(
            AuthenticationFailedException.class, () -> producer.send(message("x")));
    assertThat(failure.getUser()).isEqualTo("user");
    assertThat(failure.getAttempts()).hasSize(1);
    String denied =
        "User:user has no permission to access Topic:TopicTest from 10.0.0.9, no matched policies.";
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(16, denied));
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(16, denied));
    assertThat(
            catchThrowableOfType(AccessDeniedException.class, () -> producer.send(message("x")))
                .getAttempts())
        .hasSize(3);
    b.asUsual(RequestCode.SEND_MESSAGE_V2);
    assertThat(producer.send(message("x")).getMessageQueue().getBrokerName()).isEqualTo("broker-b");
  }

  @Test
  void older_servers_name_an_exception_instead_of_a_code() throws Exception {
    DefaultMQProducer producer = started("group");
    String old =
        "org.apache.rocketmq.acl.common.AclException: No acl config for user, org.apache.rocketmq.acl.plain.X(X.java:1)";
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(1, old));
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(1, old));
    assertThat(
            catchThrowableOfType(
                    AuthenticationFailedException.class, () -> producer.send(message("x")))
                .getAttempts())
        .hasSize(1);
  }

  private void shared(String group, RPCHook hook) throws Exception {
    DefaultMQProducer producer = hooked(group, hook);
    producer.setInstanceName("shared");
    producer.start();
    producer.send(message("x"));
  }

  @Test
  void instances_of_one_name_and_different_hooks_have_client_ids_of_their_own() throws Exception {
    RPCHook same = new Notes();
    shared("first", same);
    shared("second", new Notes());
    assertThat(openedNets)
        .containsExactly("skua-client-10.0.0.9@shared", "skua-client-10.0.0.9@shared#2");
    shared("third", same);
    assertThat(registry.size()).isEqualTo(2);
  }
}
