package io.skua.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.common.attribute.TopicMessageType;
import io.skua.common.message.MessageDecoder;
import io.skua.common.message.MessageId;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data and helpers as 5.3.3 has them. */
class TopicConfigTest {
  @Test
  void the_line_of_a_topic_is_the_known_one() {
    TopicConfig config = new TopicConfig("T", 3, 4, 6, 1);
    config.setTopicMessageType(TopicMessageType.FIFO);
    config.getAttributes().put("+k", "v");
    assertThat(config.encode())
        .isEqualTo("T 3 4 6 SINGLE_TAG {\"+k\":\"v\",\"message.type\":\"FIFO\"}");
    assertThat(config)
        .hasToString(
            "TopicConfig [topicName=T, readQueueNums=3, writeQueueNums=4, perm=RW-,"
                + " topicFilterType=SINGLE_TAG, topicSysFlag=1, order=false,"
                + " attributes={+k=v, message.type=FIFO}]");
    TopicConfig read = new TopicConfig();
    assertThat(read.decode(config.encode())).isTrue();
    read.setTopicSysFlag(1);
    assertThat(read).isEqualTo(config).hasSameHashCodeAs(config);
    assertThat(read.decode("x y")).isFalse();
    assertThat(read).isEqualTo(config);
  }

  @Test
  void the_kind_of_a_message_follows_from_its_properties() {
    assertThat(TopicMessageType.parseFromMessageProperty(Map.of("TRAN_MSG", "true")))
        .isEqualTo(TopicMessageType.TRANSACTION);
    assertThat(TopicMessageType.parseFromMessageProperty(Map.of("DELAY", "1")))
        .isEqualTo(TopicMessageType.DELAY);
    assertThat(TopicMessageType.parseFromMessageProperty(Map.of("__SHARDINGKEY", "k")))
        .isEqualTo(TopicMessageType.FIFO);
    assertThat(TopicMessageType.parseFromMessageProperty(Map.of()))
        .isEqualTo(TopicMessageType.NORMAL);
    assertThat(TopicMessageType.DELAY.getMetricsValue()).isEqualTo("delay");
  }

  @Test
  void an_id_of_a_broker_says_where_the_message_is() throws Exception {
    InetSocketAddress broker = new InetSocketAddress("10.0.0.1", 10911);
    String id = MessageDecoder.createMessageId(broker, 4711);
    assertThat(MessageDecoder.decodeMessageId(id)).isEqualTo(new MessageId(broker, 4711));
    assertThatThrownBy(() -> MessageDecoder.decodeMessageId("no id"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void times_are_text_in_the_known_forms() {
    long time = UtilAll.parseDate("2024-02-29 01:02:03", UtilAll.YYYY_MM_DD_HH_MM_SS).getTime();
    assertThat(UtilAll.timeMillisToHumanString(time)).isEqualTo("20240229010203000");
    assertThat(UtilAll.timeMillisToHumanString2(time + 7)).isEqualTo("2024-02-29 01:02:03,007");
    assertThat(UtilAll.timeMillisToHumanString3(time)).isEqualTo("20240229010203");
    assertThat(UtilAll.parseDate("yesterday", UtilAll.YYYYMMDDHHMMSS)).isNull();
  }
}
