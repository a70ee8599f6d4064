package io.skua.wire.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.wire.MalformedException;
import io.skua.wire.message.PopReceipt;
import io.skua.wire.message.PopTopics;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The samples of golden-b.json for the headers of pop, and for its receipts. */
class PopVectorsTest {
  private static <Q> Q same(Header<Q> type, String... fields) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put(fields[i], fields[i + 1]);
    }
    Q header = type.read(Fields.of(map));
    assertThat(Fields.of(type, header).toMap()).isEqualTo(map);
    return header;
  }

  @Test
  void pop_found() {
    PopMessage pop =
        same(
            PopMessage.WIRE,
            "bname",
            "broker-a",
            "bornTime",
            "1795333498831",
            "consumerGroup",
            "GroupPop",
            "exp",
            "TagA",
            "expType",
            "TAG",
            "initMode",
            "0",
            "invisibleTime",
            "60000",
            "maxMsgNums",
            "32",
            "order",
            "false",
            "pollTime",
            "15000",
            "queueId",
            "-1",
            "topic",
            "TopicPop");
    assertThat(pop.queueId()).isEqualTo(PopMessage.ANY_QUEUE);
    assertThat(pop.initMode()).isEqualTo(PopMessage.FROM_MIN);
    same(
        PopMessageResult.WIRE,
        "invisibleTime",
        "60000",
        "msgOffsetInfo",
        "0 1 0,1;0 0 0,1",
        "popTime",
        "1795333498841",
        "restNum",
        "0",
        "reviveQid",
        "0",
        "startOffsetInfo",
        "0 1 0;0 0 0");
  }

  @Test
  void pop_order_redelivery_and_pop_too_many() {
    PopMessageResult result =
        same(
            PopMessageResult.WIRE,
            "invisibleTime",
            "15000",
            "msgOffsetInfo",
            "0 0 0,1,2,3",
            "orderCountInfo",
            "0 qo0%0 1;0 qo0%1 1;0 qo0%2 1;0 qo0%3 1;0 0 1",
            "popTime",
            "1795333954612",
            "restNum",
            "0",
            "reviveQid",
            "999",
            "startOffsetInfo",
            "0 0 0");
    assertThat(result.reviveQueueId()).isEqualTo(PopMessageResult.ORDERLY);
    same(
        PopMessageResult.WIRE,
        "invisibleTime",
        "0",
        "popTime",
        "0",
        "restNum",
        "0",
        "reviveQid",
        "0");
  }

  @Test
  void ack_message_retry_and_change_invisible_time() {
    AckMessage ack =
        same(
            AckMessage.WIRE,
            "bname",
            "broker-a",
            "consumerGroup",
            "GroupPop",
            "extraInfo",
            "0 1795333513836 60000 2 1 broker-a 0 0",
            "offset",
            "0",
            "queueId",
            "0",
            "topic",
            "%RETRY%GroupPop_TopicPop");
    PopReceipt receipt = PopReceipt.parse(ack.extraInfo());
    assertThat(receipt)
        .isEqualTo(
            new PopReceipt(0, 1795333513836L, 60000, 2, PopTopics.RETRY_V1, "broker-a", 0, 0));
    assertThat(PopTopics.real(receipt.kind(), "GroupPop", "TopicPop")).isEqualTo(ack.topic());
    same(
        ChangeInvisibleTime.WIRE,
        "bname",
        "broker-a",
        "consumerGroup",
        "GroupPop",
        "extraInfo",
        "0 1795333498841 60000 0 0 broker-a 1 0",
        "invisibleTime",
        "10000",
        "offset",
        "0",
        "queueId",
        "1",
        "topic",
        "TopicPop");
    same(
        ChangeInvisibleTimeResult.WIRE,
        "invisibleTime",
        "10000",
        "popTime",
        "1795333498880",
        "reviveQid",
        "0");
  }

  @Test
  void notification_and_polling_info() {
    same(
        PopNotification.WIRE,
        "bornTime",
        "1795333954694",
        "consumerGroup",
        "GP",
        "order",
        "false",
        "pollTime",
        "0",
        "queueId",
        "-1",
        "topic",
        "TopicA");
    same(PopNotificationResult.WIRE, "hasMsg", "false", "pollingFull", "false");
    same(PollingInfo.WIRE, "consumerGroup", "GP", "queueId", "-1", "topic", "TopicA");
    same(PollingInfoResult.WIRE, "pollingNum", "0");
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
