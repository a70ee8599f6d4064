package io.skua.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.wire.MalformedException;
import org.junit.jupiter.api.Test;

/** Receipts as golden-b.json has them, and the topics that they speak of. */
class PopReceiptTest {
  @Test
  void a_receipt_says_what_was_lent_and_where() {
    PopReceipt receipt = PopReceipt.parse("0 1795333513836 60000 2 1 broker-a 0 0");
    assertThat(receipt)
        .isEqualTo(
            new PopReceipt(0, 1795333513836L, 60000, 2, PopTopics.RETRY_V1, "broker-a", 0, 0));
    assertThat(PopTopics.real(receipt.kind(), "GroupPop", "TopicPop"))
        .isEqualTo("%RETRY%GroupPop_TopicPop");
  }

  @Test
  void receipt_handle_vectors() {
    for (String text :
        new String[] {
          "100 1700000000000 60000 3 1 broker-a 2 105", "100 1700000000000 60000 3 2 broker-a 2 105"
        }) {
      assertThat(PopReceipt.parse(text).text()).isEqualTo(text);
      assertThat(PopReceipt.parse(text + " 4711").text()).isEqualTo(text);
    }
    for (String text : new String[] {"", "1 2 3 4 5 6 7", "1 2 3 4 5 6 7 x", "1 2 x 4 5 6 7 8"}) {
      assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PopReceipt.parse(text));
    }
  }

  @Test
  void retry_topics_and_where_they_belong() {
    String v1 = PopTopics.retry("G", "T");
    assertThat(v1).isEqualTo("%RETRY%G_T");
    assertThat(PopTopics.kind(v1)).isEqualTo(PopTopics.RETRY_V1);
    assertThat(PopTopics.kind(PopTopics.retryV2("G", "T"))).isEqualTo(PopTopics.RETRY_V2);
    assertThat(PopTopics.kind("T")).isEqualTo(PopTopics.NORMAL);
    assertThat(PopTopics.origin("G", v1)).isEqualTo("T");
    assertThat(PopTopics.origin("G", PopTopics.retryV2("G", "T"))).isEqualTo("T");
    assertThat(PopTopics.origin("H", v1)).isEqualTo(v1);
    assertThat(PopTopics.origin("G", "%RETRY%G")).isEqualTo("%RETRY%G");
  }
}
