package io.skua.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.lang.reflect.Field;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  /** Those that servers send to clients and brokers, and those that no handler is there for yet. */
  private static final Set<Integer> NOT_FOR_SERVERS =
      Set.of(
          RequestCode.CHECK_TRANSACTION_STATE,
          RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
          RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
          RequestCode.GET_CONSUMER_STATUS,
          RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT,
          RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE);

  private final Requirements requirements = new Requirements("C");

  @Test
  void somebody_has_thought_of_every_request() throws Exception {
    for (Field field : RequestCode.class.getFields()) {
      int code = field.getInt(null);
      boolean expected = !NOT_FOR_SERVERS.contains(code);
      assertThat(requirements.knows(code)).as(field.getName()).isEqualTo(expected);
    }
  }

  @Test
  void what_nobody_has_thought_of_is_for_administrators() {
    assertThat(requirements.of(Frame.request(9999)))
        .containsExactly(new Need(Resource.Type.CLUSTER, "C", Set.of(Action.UPDATE)));
  }

  @Test
  void a_request_that_does_not_say_its_topic_needs_every_topic() {
    Need need = requirements.of(Frame.request(RequestCode.VIEW_MESSAGE_BY_ID)).get(0);
    assertThat(Resource.parse("Topic:*").matches(need.type(), need.name())).isTrue();
    assertThat(Resource.parse("Topic:a").matches(need.type(), need.name())).isFalse();
    assertThat(Resource.parse("Topic:a*").matches(need.type(), need.name())).isFalse();
    assertThat(requirements.of(Frame.request(RequestCode.END_TRANSACTION))).isEmpty();
  }
}
