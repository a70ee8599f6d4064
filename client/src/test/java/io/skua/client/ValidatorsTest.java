package io.skua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import java.io.File;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorsTest {
  private static final String MORE =
      "\nFor more information, please visit the url,"
          + " https://rocketmq.apache.org/docs/bestPractice/06FAQ";

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t"})
  void refuses_blank_groups_and_topics(String blank) {
    refused(() -> Validators.checkGroup(blank), -1, "the specified group is blank");
    refused(() -> Validators.checkTopic(blank), -1, "The specified topic is blank");
  }

  @Test
  void refuses_names_that_are_too_long() {
    assertThatCode(() -> Validators.checkGroup("x".repeat(255))).doesNotThrowAnyException();
    refused(
        () -> Validators.checkGroup("x".repeat(256)),
        -1,
        "the specified group is longer than group max length 255.");
    assertThatCode(() -> Validators.checkTopic("x".repeat(127))).doesNotThrowAnyException();
    refused(
        () -> Validators.checkTopic("x".repeat(128)),
        -1,
        "The specified topic is longer than topic max length 127.");
  }

  @Test
  void refuses_names_with_other_characters() {
    assertThatCode(() -> Validators.checkGroup("ok-_|%9")).doesNotThrowAnyException();
    refused(
        () -> Validators.checkGroup("a b"),
        -1,
        "the specified group[a b] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
    refused(
        () -> Validators.checkTopic("é"),
        -1,
        "The specified topic[é] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
  }

  @Test
  void refuses_topics_of_the_system() {
    refused(
        () -> Validators.isSystemTopic("TBW102"),
        -1,
        "The topic[TBW102] is conflict with system topic.");
    refused(
        () -> Validators.isSystemTopic("rmq_sys_x"),
        -1,
        "The topic[rmq_sys_x] is conflict with system topic.");
    assertThatCode(() -> Validators.isSystemTopic("orders")).doesNotThrowAnyException();
  }

  @Test
  void accepts_a_message_up_to_the_size_limit() {
    assertThatCode(() -> Validators.checkMessage(new Message("T", new byte[3]), 3))
        .doesNotThrowAnyException();
    refused(
        () -> Validators.checkMessage(new Message("T", new byte[4]), 3),
        13,
        "the message body size over max value, MAX: 3. It has 4 bytes. Brokers have a limit of their own,"
            + " maxMessageSize there, 4194304 by default");
  }

  @Test
  void refuses_a_missing_message_or_body() {
    refused(() -> Validators.checkMessage(null, 3), 13, "the message is null");
    refused(
        () -> Validators.checkMessage(new Message("T", null), 3), 13, "the message body is null");
    refused(
        () -> Validators.checkMessage(new Message("T", new byte[0]), 3),
        13,
        "the message body length is zero");
  }

  @Test
  void looks_at_the_topic_before_the_body() {
    refused(
        () -> Validators.checkMessage(new Message("", new byte[4]), 3),
        -1,
        "The specified topic is blank");
    refused(
        () -> Validators.checkMessage(new Message("SELF_TEST_TOPIC", new byte[4]), 3),
        -1,
        "Sending message to topic[SELF_TEST_TOPIC] is forbidden.");
  }

  @Test
  void refuses_light_queues_that_would_be_paths() {
    Message message = new Message("T", new byte[1]);
    MessageAccessor.putProperty(message, "INNER_MULTI_DISPATCH", "a" + File.separator + "b");
    refused(
        () -> Validators.checkMessage(message, 3),
        13,
        "INNER_MULTI_DISPATCH a"
            + File.separator
            + "b can not contains "
            + File.separator
            + " character");
  }

  private static void refused(ThrowingCallable check, int code, String text) {
    String begin = code == -1 ? "" : "CODE: " + code + "  DESC: ";
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            MQClientException.class, e -> assertThat(e.getResponseCode()).isEqualTo(code))
        .hasMessage(begin + text + MORE);
  }
}
