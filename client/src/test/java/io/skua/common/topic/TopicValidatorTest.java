package io.skua.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicValidatorTest {
  @Test
  void allows_letters_digits_and_four_marks() {
    assertThat(TopicValidator.isTopicOrGroupIllegal("azAZ09%|_-")).isFalse();
    assertThat(TopicValidator.isTopicOrGroupIllegal("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a.b", "a/b", "a:b", "a@b", "[", "`", "{", "é", "主题", "a\n"})
  void refuses_everything_else(String name) {
    assertThat(TopicValidator.isTopicOrGroupIllegal(name)).isTrue();
  }

  @Test
  void knows_the_topics_of_the_system() {
    assertThat(TopicValidator.getSystemTopicSet())
        .containsExactlyInAnyOrder(
            "TBW102",
            "SCHEDULE_TOPIC_XXXX",
            "BenchmarkTest",
            "RMQ_SYS_TRANS_HALF_TOPIC",
            "RMQ_SYS_TRACE_TOPIC",
            "RMQ_SYS_TRANS_OP_HALF_TOPIC",
            "TRANS_CHECK_MAX_TIME_TOPIC",
            "SELF_TEST_TOPIC",
            "OFFSET_MOVED_EVENT",
            "CHECKPOINT_TOPIC")
        .allMatch(TopicValidator::isSystemTopic);
    assertThat(TopicValidator.isSystemTopic("rmq_sys_wheel_timer")).isTrue();
    assertThat(TopicValidator.isSystemTopic("orders")).isFalse();
  }

  @Test
  void knows_the_topics_that_only_brokers_write_to() {
    assertThat(TopicValidator.getNotAllowedSendTopicSet())
        .containsExactlyInAnyOrder(
            "SCHEDULE_TOPIC_XXXX",
            "RMQ_SYS_TRANS_HALF_TOPIC",
            "RMQ_SYS_TRANS_OP_HALF_TOPIC",
            "TRANS_CHECK_MAX_TIME_TOPIC",
            "OFFSET_MOVED_EVENT",
            "SELF_TEST_TOPIC")
        .allMatch(TopicValidator::isNotAllowedSendTopic);
    assertThat(TopicValidator.isNotAllowedSendTopic("TBW102")).isFalse();
  }
}
