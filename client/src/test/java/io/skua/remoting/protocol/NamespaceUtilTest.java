package io.skua.remoting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceUtilTest {
  /** Name; wrapped into "ns"; without "ns"; without any namespace; the namespace in it. */
  @ParameterizedTest
  @CsvSource({
    "T, ns%T, T, T, ''",
    "'', '', '', '', ''",
    "%RETRY%g, %RETRY%ns%g, %RETRY%g, %RETRY%g, ''",
    "%DLQ%g, %DLQ%ns%g, %DLQ%g, %DLQ%g, ''",
    "ns%T, ns%T, T, T, ns",
    "%RETRY%ns%g, %RETRY%ns%g, %RETRY%g, %RETRY%g, ns",
    "TBW102, TBW102, TBW102, TBW102, ''",
    "rmq_sys_x, rmq_sys_x, rmq_sys_x, rmq_sys_x, ''",
    "CID_RMQ_SYS_TRANS, CID_RMQ_SYS_TRANS, CID_RMQ_SYS_TRANS, CID_RMQ_SYS_TRANS, ''",
    "CLIENT_INNER_PRODUCER, ns%CLIENT_INNER_PRODUCER, CLIENT_INNER_PRODUCER,"
        + " CLIENT_INNER_PRODUCER, ''",
    "other%T, ns%other%T, other%T, T, other",
    "%RETRY%other%T, %RETRY%ns%other%T, %RETRY%other%T, %RETRY%T, other",
    "%T, ns%%T, %T, %T, ''",
    "%LMQ%x, ns%%LMQ%x, %LMQ%x, %LMQ%x, ''",
    "%RETRY%, %RETRY%ns%, %RETRY%, %RETRY%, ''",
  })
  void wraps_and_unwraps(
      String name, String wrapped, String withoutThis, String withoutAny, String namespace) {
    assertThat(NamespaceUtil.wrapNamespace("ns", name)).isEqualTo(wrapped);
    assertThat(NamespaceUtil.wrapNamespace("", name)).isEqualTo(name);
    assertThat(NamespaceUtil.wrapNamespace(null, name)).isEqualTo(name);
    assertThat(NamespaceUtil.withoutNamespace(name, "ns")).isEqualTo(withoutThis);
    assertThat(NamespaceUtil.withoutNamespace(name, null)).isEqualTo(name);
    assertThat(NamespaceUtil.withoutNamespace(name)).isEqualTo(withoutAny);
    assertThat(NamespaceUtil.getNamespaceFromResource(name)).isEqualTo(namespace);
    assertThat(NamespaceUtil.isAlreadyWithNamespace(name, "ns")).isEqualTo(namespace.equals("ns"));
  }

  @Test
  void makes_the_retry_topic_of_a_group() {
    assertThat(NamespaceUtil.wrapNamespaceAndRetry("ns", "g")).isEqualTo("%RETRY%ns%g");
    assertThat(NamespaceUtil.wrapNamespaceAndRetry(null, "g")).isEqualTo("%RETRY%g");
    assertThat(NamespaceUtil.wrapNamespaceAndRetry("ns", "")).isNull();
  }

  @Test
  void knows_retry_and_dead_letter_topics() {
    assertThat(NamespaceUtil.isRetryTopic("%RETRY%g")).isTrue();
    assertThat(NamespaceUtil.isRetryTopic("%DLQ%g")).isFalse();
    assertThat(NamespaceUtil.isRetryTopic(null)).isFalse();
    assertThat(NamespaceUtil.isDLQTopic("%DLQ%g")).isTrue();
    assertThat(NamespaceUtil.isDLQTopic("g")).isFalse();
    assertThat(NamespaceUtil.withOutRetryAndDLQ("%RETRY%ns%g")).isEqualTo("ns%g");
    assertThat(NamespaceUtil.withOutRetryAndDLQ("%DLQ%g")).isEqualTo("g");
  }

  @Test
  // The test is what a caller does that nobody checks for nulls.
  @SuppressWarnings("NullAway")
  void passes_null_through() {
    assertThat(NamespaceUtil.wrapNamespace("ns", null)).isNull();
    assertThat(NamespaceUtil.withoutNamespace(null)).isNull();
    assertThat(NamespaceUtil.withoutNamespace(null, "ns")).isNull();
    assertThat(NamespaceUtil.wrapNamespaceAndRetry("ns", null)).isNull();
    assertThat(NamespaceUtil.getNamespaceFromResource(null)).isEmpty();
    assertThat(NamespaceUtil.withOutRetryAndDLQ(null)).isEmpty();
    assertThat(NamespaceUtil.isAlreadyWithNamespace(null, "ns")).isFalse();
  }
}
