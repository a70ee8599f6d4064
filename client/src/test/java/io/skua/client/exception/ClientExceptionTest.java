package io.skua.client.exception;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.common.help.FAQUrl;
import org.junit.jupiter.api.Test;

class ClientExceptionTest {
  private static final String MORE =
      "\nFor more information, please visit the url,"
          + " https://rocketmq.apache.org/docs/bestPractice/06FAQ";

  private final Throwable cause = new IllegalStateException("cause");

  @Test
  void points_to_further_reading_after_a_text_without_code() {
    MQClientException exception = new MQClientException("text", cause);
    assertThat(exception).hasMessage("text" + MORE).hasCause(cause);
    assertThat(exception.getResponseCode()).isEqualTo(-1);
    assertThat(exception.getErrorMessage()).isEqualTo("text");
  }

  @Test
  void begins_with_the_code_if_there_is_one() {
    MQClientException exception = new MQClientException(13, "text");
    assertThat(exception).hasMessage("CODE: 13  DESC: text" + MORE);
    assertThat(exception.getResponseCode()).isEqualTo(13);
    assertThat(exception.getErrorMessage()).isEqualTo("text");
    assertThat(new MQClientException(13, "text", cause))
        .hasMessage("CODE: 13  DESC: text" + MORE)
        .hasCause(cause);
  }

  @Test
  void does_not_point_twice() {
    String text = "text" + FAQUrl.suggestTodo(FAQUrl.SEND_MSG_FAILED);
    assertThat(new MQClientException(text, null))
        .hasMessage(
            "text\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.");
    assertThat(new MQClientException(13, text))
        .hasMessage(
            "CODE: 13  DESC: text\n"
                + "See https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.");
  }

  @Test
  void lets_code_and_bare_text_be_changed_but_not_the_message() {
    MQClientException exception = new MQClientException("text", null);
    assertThat(exception.setResponseCode(4)).isSameAs(exception);
    exception.setErrorMessage("other");
    assertThat(exception.getResponseCode()).isEqualTo(4);
    assertThat(exception.getErrorMessage()).isEqualTo("other");
    assertThat(exception).hasMessage("text" + MORE);
  }

  @Test
  void takes_its_cause_later_if_it_was_made_without() {
    MQClientException exception = new MQClientException(13, "text");
    exception.initCause(cause);
    assertThat(exception).hasCause(cause);
  }

  @Test
  void has_no_message_for_no_text() {
    assertThat(new MQClientException(null, null)).hasMessage(null);
    assertThat(new MQClientException(13, null)).hasMessage("CODE: 13  DESC: null" + MORE);
  }

  @Test
  void names_the_broker_that_refused() {
    MQBrokerException exception = new MQBrokerException(2, "busy", "192.0.2.1:10911");
    assertThat(exception).hasMessage("CODE: 2  DESC: busy BROKER: 192.0.2.1:10911" + MORE);
    assertThat(exception.getResponseCode()).isEqualTo(2);
    assertThat(exception.getErrorMessage()).isEqualTo("busy");
    assertThat(exception.getBrokerAddr()).isEqualTo("192.0.2.1:10911");
  }

  @Test
  void leaves_the_broker_out_if_it_is_not_known() {
    MQBrokerException exception = new MQBrokerException(2, "busy");
    assertThat(exception).hasMessage("CODE: 2  DESC: busy" + MORE);
    assertThat(exception.getBrokerAddr()).isNull();
  }
}
