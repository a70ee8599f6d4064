package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  @Test
  void of_many_lines_the_first_the_last_attempt_and_the_remedy_stay() {
    String text =
        "Send [2] times\n  attempt 1: a, refused\n  attempt 2: b, refused\nSee https://x for further details.\nStart b";
    assertThat(Diagnosis.of(new MQClientException(text, null)))
        .isEqualTo("Send [2] times; attempt 2: b, refused; Start b");
  }

  @Test
  void the_cause_of_a_future_is_what_counts() {
    Throwable refusal = new MQBrokerException(14, "service not available", "127.0.0.1:1");
    assertThat(Diagnosis.of(new ExecutionException(new CompletionException(refusal))))
        .isEqualTo("broker 127.0.0.1:1 refused: service not available (code 14)");
  }

  @Test
  void a_failure_without_a_text_is_named() {
    assertThat(Diagnosis.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
