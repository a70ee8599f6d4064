package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.pull;
import static io.skua.testkit.ServerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Links;
import io.skua.server.access.AccessSettings;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.MessageModel;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.RequestSignature;
import io.skua.wire.header.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Requests 3001 to 3010, and what single requests need (protocol b 12.4, 13.3). */
class AccessRequestsTest {
  private final ServerFixture server = new ServerFixture();

  AccessRequestsTest() {
    server.server =
        server
            .builder()
            .access(AccessSettings.REQUIRED.withSuperUser("admin", "root-secret"))
            .build();
    server.start();
    admin(body(RequestCode.CREATE_USER, "{\"password\":\"secret\"}", "username", "u1"));
  }

  private static Frame body(int code, String body, String... fields) {
    return request(code, fields).withBody(bytes(body));
  }

  private static Frame signed(Frame request, String user, String secret) {
    SortedMap<String, String> fields = request.fields().toMap();
    fields.put(RequestSignature.ACCESS_KEY, user);
    byte[] body = request.bodyBytes();
    fields.put(
        RequestSignature.SIGNATURE, RequestSignature.of(fields, body, 0, body.length, secret));
    return request.withFields(Fields.of(fields));
  }

  private Frame admin(Frame request) {
    return server.call(signed(request, "admin", "root-secret"));
  }

  private Frame u1(Frame request) {
    return server.call(signed(request, "u1", "secret"));
  }

  private Frame grant(String resource, String actions, String decision, String... more) {
    String sources = more.length == 0 ? "" : ",\"sourceIps\":[\"" + more[0] + "\"]";
    return admin(
        body(
            RequestCode.CREATE_ACL,
            "{\"policies\":[{\"entries\":[{\"resource\":\""
                + resource
                + "\",\"actions\":["
                + actions
                + "],\"decision\":\""
                + decision
                + "\""
                + sources
                + "}]}]}",
            "subject",
            "User:u1"));
  }

  private static String text(Frame answer) {
    return new String(answer.bodyBytes(), StandardCharsets.UTF_8);
  }

  private static Frame heartbeat(String group) {
    ConsumerData consumer =
        new ConsumerData(
            group,
            ConsumeType.CONSUME_PASSIVELY,
            MessageModel.CLUSTERING,
            ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
            List.of(),
            false);
    return Frame.request(RequestCode.HEART_BEAT)
        .withBody(Heartbeat.of("me@1", List.of(), List.of(consumer)).write());
  }

  @Test
  void a_user_is_made_changed_shown_and_deleted() {
    assertThat(text(admin(request(RequestCode.GET_USER, "username", "u1"))))
        .isEqualTo(
            "{\"password\":\"secret\",\"userStatus\":\"enable\",\"userType\":\"Normal\","
                + "\"username\":\"u1\"}");
    assertThat(
            admin(body(RequestCode.CREATE_USER, "{\"password\":\"x\"}", "username", "u1")).remark())
        .isEqualTo("The user is existed");
    admin(body(RequestCode.UPDATE_USER, "{\"userStatus\":\"disable\"}", "username", "u1"));
    assertThat(u1(message("orders", "x")).remark()).isEqualTo("User:u1 is disabled.");
    admin(body(RequestCode.UPDATE_USER, "{\"userStatus\":\"enable\"}", "username", "u1"));
    assertThat(text(admin(request(RequestCode.LIST_USERS, "filter", "1"))))
        .startsWith("[{")
        .contains("u1");
    assertThat(text(admin(request(RequestCode.LIST_USERS, "filter", "z")))).isEqualTo("[]");
    assertThat(admin(request(RequestCode.DELETE_USER, "username", "u1")).code()).isZero();
    assertThat(u1(message("orders", "x")).remark()).isEqualTo("User:u1 is not found.");
    assertThat(admin(request(RequestCode.GET_USER, "username", "u1")).hasBody()).isFalse();
  }

  @Test
  void what_is_no_user_is_refused() {
    assertThat(
            admin(body(RequestCode.CREATE_USER, "{\"password\":\"\"}", "username", "u2")).remark())
        .isEqualTo("password can not be blank");
    assertThat(
            admin(body(RequestCode.CREATE_USER, "{\"password\":\"x\"}", "username", "")).remark())
        .isEqualTo("The username is blank");
    assertThat(
            admin(
                    body(
                        RequestCode.CREATE_USER,
                        "{\"password\":\"x\",\"userType\":\"King\"}",
                        "username",
                        "u2"))
                .remark())
        .contains("King");
    assertThat(admin(body(RequestCode.CREATE_USER, "no json", "username", "u2")).code())
        .isNotZero();
    assertThat(admin(request(RequestCode.DELETE_USER, "username", "u2")).remark())
        .isEqualTo("The user is not exist: u2");
  }

  @Test
  void only_super_users_make_super_users_and_see_passwords() {
    grant("Cluster:*", "\"Get\",\"Update\"", "Allow");
    assertThat(
            u1(body(
                    RequestCode.CREATE_USER,
                    "{\"password\":\"x\",\"userType\":\"Super\"}",
                    "username",
                    "u2"))
                .remark())
        .isEqualTo("The super user can only be create by super user");
    assertThat(
            u1(body(RequestCode.UPDATE_USER, "{\"userType\":\"Super\"}", "username", "u1"))
                .remark())
        .isEqualTo("The super user can only be update by super user");
    assertThat(
            u1(body(RequestCode.UPDATE_USER, "{\"password\":\"mine\"}", "username", "admin"))
                .code())
        .isEqualTo(16);
    assertThat(u1(request(RequestCode.DELETE_USER, "username", "admin")).code()).isEqualTo(16);
    assertThat(text(u1(request(RequestCode.GET_USER, "username", "admin"))))
        .doesNotContain("root-secret")
        .contains("Super");
    assertThat(text(u1(request(RequestCode.LIST_USERS)))).doesNotContain("secret");
  }

  @Test
  void rules_of_other_resources_stay_and_the_one_of_the_same_is_replaced() {
    grant("Topic:a", "\"Pub\"", "Allow");
    grant("Topic:b*", "\"Sub\"", "Deny", "10.0.0.0/8");
    grant("Topic:a", "\"Sub\",\"Get\"", "Allow");
    String both =
        "{\"policies\":[{\"entries\":[{\"actions\":[\"Sub\",\"Get\"],\"decision\":\"Allow\","
            + "\"resource\":\"Topic:a\"},{\"actions\":[\"Sub\"],\"decision\":\"Deny\","
            + "\"resource\":\"Topic:b*\",\"sourceIps\":[\"10.0.0.0/8\"]}],"
            + "\"policyType\":\"Custom\"}],\"subject\":\"User:u1\"}";
    assertThat(text(admin(request(RequestCode.GET_ACL, "subject", "User:u1")))).isEqualTo(both);
    assertThat(text(admin(request(RequestCode.LIST_ACLS)))).isEqualTo("[" + both + "]");
    assertThat(text(admin(request(RequestCode.LIST_ACLS, "resourceFilter", "b*"))))
        .contains("Topic:b*")
        .doesNotContain("Topic:a");
    assertThat(text(admin(request(RequestCode.LIST_ACLS, "subjectFilter", "zz")))).isEqualTo("[]");
    admin(request(RequestCode.DELETE_ACL, "subject", "User:u1", "resource", "Topic:a"));
    assertThat(text(admin(request(RequestCode.GET_ACL, "subject", "User:u1"))))
        .doesNotContain("Topic:a");
    admin(request(RequestCode.DELETE_ACL, "subject", "User:u1"));
    assertThat(admin(request(RequestCode.GET_ACL, "subject", "User:u1")).hasBody()).isFalse();
    assertThat(admin(request(RequestCode.DELETE_ACL, "subject", "User:u1")).remark())
        .isEqualTo("The acl is not exist.");
  }

  @Test
  void what_is_no_rule_is_refused() {
    assertThat(grant("Topic", "\"Pub\"", "Allow").remark()).contains("The resource Topic");
    assertThat(grant("Queue:a", "\"Pub\"", "Allow").remark()).contains("Queue:a");
    assertThat(grant("Topic:a", "\"Any\"", "Allow").remark())
        .isEqualTo("The actions can not be Any.");
    assertThat(grant("Topic:a", "", "Allow").remark()).isEqualTo("The actions is empty.");
    assertThat(grant("Topic:a", "\"Pub\"", "Maybe").remark())
        .isEqualTo("The decision is null or illegal.");
    assertThat(grant("Topic:a", "\"Pub\"", "Allow", "host.example").remark())
        .contains("The source ip is invalid");
    assertThat(grant("Topic:a", "\"Pub\"", "Allow", "10.0.0.0/33").remark())
        .contains("The source ip is invalid");
    assertThat(admin(body(RequestCode.CREATE_ACL, "{}", "subject", "User:u1")).remark())
        .isEqualTo("The policies is empty.");
    assertThat(admin(request(RequestCode.GET_ACL, "subject", "Group:u1")).remark())
        .contains("Group:u1");
  }

  @Test
  void the_signature_is_over_everything() {
    grant("*", "\"All\"", "Allow");
    assertThat(u1(message("orders", "one")).code()).isZero();
    Frame whole = signed(message("orders", "one"), "u1", "secret");
    SortedMap<String, String> changed = whole.fields().toMap();
    changed.put("b", "payments");
    assertThat(server.call(whole.withFields(Fields.of(changed))).remark())
        .isEqualTo("check signature failed.");
    assertThat(server.call(whole.withBody(bytes("two"))).remark())
        .isEqualTo("check signature failed.");
    SortedMap<String, String> bare = whole.fields().toMap();
    bare.remove(RequestSignature.SIGNATURE);
    assertThat(server.call(whole.withFields(Fields.of(bare))).remark())
        .isEqualTo("check signature failed.");
  }

  @Test
  void each_action_lets_its_own_requests_through() {
    admin(message("orders", "one"));
    Frame route = request(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "orders");
    Frame create =
        request(
            RequestCode.CREATE_TOPIC,
            "topic",
            "orders",
            "defaultTopic",
            "TBW102",
            "readQueueNums",
            "4",
            "writeQueueNums",
            "4",
            "perm",
            "6",
            "topicFilterType",
            "SINGLE_TAG",
            "order",
            "false");
    Frame config = request(RequestCode.GET_TOPIC_CONFIG, "topic", "orders");
    allows("Pub", List.of(route, message("orders", "x")), List.of(create, config));
    allows("Get", List.of(route, config), List.of(create, message("orders", "x")));
    allows("Create", List.of(create), List.of(route, config, message("orders", "x")));
    allows("Update", List.of(), List.of(route, create, config, message("orders", "x")));
    allows("Delete", List.of(), List.of(route, create, config, message("orders", "x")));
    allows("List", List.of(), List.of(route, create, config, message("orders", "x")));
    allows("All", List.of(route, create, config, message("orders", "x")), List.of());
  }

  private void allows(String action, List<Frame> allowed, List<Frame> others) {
    grant("Topic:orders", "\"" + action + "\"", "Allow");
    assertThat(allowed).allSatisfy(each -> assertThat(u1(each).code()).as(action).isZero());
    assertThat(others).allSatisfy(each -> assertThat(u1(each).code()).as(action).isEqualTo(16));
  }

  @Test
  void to_read_takes_the_topic_and_the_group() {
    admin(message("orders", "one"));
    grant("Topic:orders", "\"Sub\"", "Allow");
    assertThat(u1(pull("orders", 0)).remark())
        .isEqualTo(
            "User:u1 has no permission to access Group:consumers from 10.0.0.9, no matched"
                + " policies.");
    assertThat(u1(heartbeat("consumers")).code()).isEqualTo(16);
    grant("Group:cons*", "\"Sub\"", "Allow");
    assertThat(u1(pull("orders", 0)).code()).isZero();
    assertThat(u1(heartbeat("consumers")).code()).isZero();
    assertThat(u1(pull("%RETRY%consumers", 0)).code()).isNotEqualTo(16);
    assertThat(u1(pull("%RETRY%others", 0)).remark()).contains("Group:others");
    Frame lite =
        Frame.request(RequestCode.LITE_PULL_MESSAGE).withFields(pull("payments", 0).fields());
    assertThat(u1(lite).remark()).contains("Topic:payments");
  }

  @Test
  void a_retry_topic_takes_its_group() {
    grant("Topic:*", "\"Pub\"", "Allow");
    assertThat(u1(message("%RETRY%consumers", "x")).remark()).contains("Group:consumers");
    grant("Group:consumers", "\"Sub\"", "Allow");
    assertThat(u1(message("%RETRY%consumers", "x")).code()).isNotEqualTo(16);
  }

  @Test
  void a_rule_may_be_for_some_addresses_only() {
    Links elsewhere = server.client("192.168.7.7");
    grant("Topic:orders", "\"Pub\"", "Allow", "192.168.0.0/16");
    assertThat(u1(message("orders", "x")).remark()).contains("from 10.0.0.9, no matched policies.");
    Frame signed = signed(message("orders", "x"), "u1", "secret");
    assertThat(
            server
                .await(
                    elsewhere.call(
                        ServerFixture.SERVER, signed, ServerFixture.PATIENCE, Frame::retain))
                .code())
        .isZero();
  }

  @Test
  void administrators_requests_take_the_cluster() {
    assertThat(u1(request(RequestCode.GET_BROKER_CLUSTER_INFO)).remark())
        .contains("Cluster:DefaultCluster");
    assertThat(u1(body(RequestCode.CREATE_USER, "{\"password\":\"x\"}", "username", "u2")).code())
        .isEqualTo(16);
    grant("Cluster:DefaultCluster", "\"Update\"", "Allow");
    assertThat(u1(body(RequestCode.CREATE_USER, "{\"password\":\"x\"}", "username", "u2")).code())
        .isZero();
    assertThat(u1(request(RequestCode.REGISTER_BROKER, "clusterName", "another")).remark())
        .contains("Cluster:another");
  }

  @Test
  void without_access_control_users_can_be_prepared() {
    ServerFixture open = new ServerFixture().start();
    Frame create =
        body(
            RequestCode.CREATE_USER,
            "{\"password\":\"x\",\"userType\":\"Super\"}",
            "username",
            "first");
    assertThat(open.call(create).code()).isZero();
    assertThat(open.call(message("orders", "x")).code()).isZero();
    open.server.close();
    open.server = open.builder().access(AccessSettings.REQUIRED).build();
    open.start();
    open.time.advance(Duration.ofSeconds(1));
    assertThat(open.call(message("orders", "x")).remark()).isEqualTo("username cannot be null.");
    assertThat(open.call(signed(message("orders", "x"), "first", "x")).code()).isZero();
  }
}
