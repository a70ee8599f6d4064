package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.body.ConsumerList;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Protocol B 2.3: who is in a group, and who hears of it. */
class ConsumerGroupTest {
  private final ServerFixture server = new ServerFixture().start();
  private final FakeMember one = new FakeMember(server, "10.0.0.11");
  private final FakeMember two = new FakeMember(server, "10.0.0.12");

  private List<String> ids(String group) {
    Frame answer = server.call(RequestCode.GET_CONSUMER_LIST_BY_GROUP, "consumerGroup", group);
    return answer.code() == 0 ? ConsumerList.parse(answer.bodyBytes()).clientIds() : List.of();
  }

  @Test
  void all_members_hear_when_one_joins_leaves_or_loses_its_connection() {
    one.beat("g", "t", "*");
    assertThat(one.notices()).containsExactly("g");
    two.beat("g", "t", "*");
    assertThat(one.notices()).containsExactly("g");
    assertThat(two.notices()).containsExactly("g");
    assertThat(ids("g")).containsExactly(one.id, two.id);
    one.leave("g");
    assertThat(two.notices()).containsExactly("g");
    assertThat(one.notices()).isEmpty();
    one.beat("g", "t", "*");
    two.notices();
    one.close();
    assertThat(two.notices()).containsExactly("g");
    assertThat(ids("g")).containsExactly(two.id);
  }

  @Test
  void a_member_that_came_back_on_another_connection_is_listed_once() {
    one.beat("g", "t", "*");
    FakeMember again = new FakeMember(server, "10.0.0.11");
    again.beat("g", "t", "*");
    assertThat(ids("g")).containsExactly(one.id);
    one.close();
    assertThat(ids("g")).containsExactly(one.id);
  }

  @Test
  void a_heartbeat_that_changes_nothing_tells_nobody() {
    one.beat("g", "t", "*");
    one.notices();
    one.beat("g", "t", "*");
    assertThat(one.notices()).isEmpty();
  }

  @Test
  void members_hear_of_topics_that_come_and_go() {
    one.beat("g", "t", "*");
    one.notices();
    one.beat("g", "t", "*", "u", "*");
    assertThat(one.notices()).containsExactly("g");
    one.beat("g", "u", "*");
    assertThat(one.notices()).containsExactly("g");
  }

  @Test
  void several_changes_at_once_are_one_notice_for_each_group() {
    one.beatAll("g", "h");
    assertThat(one.notices()).containsExactly("g", "h");
    FakeMember[] others = new FakeMember[5];
    for (int i = 0; i < others.length; i++) {
      others[i] = new FakeMember(server, "10.0.1." + i);
      others[i].beatAll("g", "h");
    }
    one.notices();
    server.network.reset(ServerFixture.SERVER);
    one.beatAll("g", "h");
    assertThat(one.notices()).containsExactly("g", "h");
  }

  @Test
  void a_member_that_is_silent_for_two_minutes_is_gone_and_the_others_hear() {
    one.beat("g", "t", "*");
    for (int i = 0; i < 5; i++) {
      two.beat("g", "t", "*");
      two.notices();
      server.time.advance(Duration.ofSeconds(28));
    }
    assertThat(two.notices()).containsExactly("g");
    assertThat(ids("g")).containsExactly(two.id);
  }

  @Test
  void who_gets_all_messages_hears_nothing() {
    one.beat(MessageModel.BROADCASTING, "g", "t", "*");
    two.beat(MessageModel.BROADCASTING, "g", "t", "*");
    assertThat(one.notices()).isEmpty();
  }

  @Test
  void a_group_that_does_not_want_to_be_told_is_not() {
    String quiet =
        new String(SubscriptionGroup.of("g").write(), StandardCharsets.UTF_8)
            .replace(
                "\"notifyConsumerIdsChangedEnable\":true",
                "\"notifyConsumerIdsChangedEnable\":false");
    server.call(
        Frame.request(
            RequestCode.UPDATE_SUBSCRIPTION_GROUP, Fields.NONE, ServerFixture.bytes(quiet)));
    one.beat("g", "t", "*");
    two.beat("g", "t", "*");
    assertThat(one.notices()).isEmpty();
  }
}
