package io.skua.client.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.AccessChannel;
import io.skua.client.GoldenVectors;
import io.skua.client.producer.LocalTransactionState;
import io.skua.common.message.MessageType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Protocol 6.20 and A.31 to A.35. */
class TraceDataEncoderTest {
  private static final String ID = "7F0000010001000000010000000A0001";
  private static final String REQUEST = "7F0000010001000000010000000A00FF";

  @Test
  void every_recorded_trace_is_tested_below() {
    assertThat(GoldenVectors.ofKind("trace"))
        .extracting(GoldenVectors.Vector::id)
        .containsExactlyInAnyOrder(
            "trace-pub",
            "trace-sub-before",
            "trace-sub-after",
            "trace-end-transaction",
            "trace-recall");
  }

  private static TraceContext trace(TraceType type) {
    TraceBean bean = new TraceBean();
    bean.setTopic("TopicA");
    bean.setMsgId(ID);
    bean.setOffsetMsgId("C0A8010A00002A9F0000000000001000");
    bean.setTags("TagA");
    bean.setKeys("k1 k2");
    bean.setStoreHost("192.168.1.10:10911");
    bean.setBodyLength(5);
    bean.setRetryTimes(1);
    bean.setMsgType(MessageType.Normal_Msg);
    TraceContext trace = new TraceContext();
    trace.setTraceType(type);
    trace.setTimeStamp(1700000000000L);
    trace.setRegionId("DefaultRegion");
    trace.setGroupName("PG");
    trace.setRequestId(REQUEST);
    trace.setCostTime(12);
    trace.setTraceBeans(List.of(bean));
    return trace;
  }

  private static TraceBean bean(TraceContext trace) {
    return trace.getTraceBeans().get(0);
  }

  private static TraceContext bothWays(String id, TraceContext trace) {
    GoldenVectors.Vector golden = GoldenVectors.get(id);
    String text = new String(golden.bytes(), StandardCharsets.UTF_8);
    assertThat(text.replace('\u0001', '|').replace('\u0002', '$')).isEqualTo(golden.text("text"));
    TraceTransferBean encoded = TraceDataEncoder.encoderFromContextBean(trace);
    assertThat(encoded.getTransData()).isEqualTo(text);
    assertThat(encoded.getTransKey()).containsExactlyInAnyOrderElementsOf(golden.texts("keys"));
    List<TraceContext> decoded = TraceDataEncoder.decoderFromTraceDataString(text);
    assertThat(decoded).hasSize(1);
    assertThat(decoded.get(0).getTraceType()).isEqualTo(trace.getTraceType());
    assertThat(bean(decoded.get(0)).getMsgId()).isEqualTo(ID);
    return decoded.get(0);
  }

  private static void sameHead(TraceContext read) {
    assertThat(read.getTimeStamp()).isEqualTo(1700000000000L);
    assertThat(read.getRegionId()).isEqualTo("DefaultRegion");
    assertThat(read.getGroupName()).isEqualTo("PG");
  }

  @Test
  void a_sent_message() {
    TraceContext trace = trace(TraceType.Pub);
    TraceContext read = bothWays("trace-pub", trace);
    sameHead(read);
    assertThat(read.getCostTime()).isEqualTo(12);
    assertThat(read.isSuccess()).isTrue();
    assertThat(bean(read))
        .usingRecursiveComparison()
        .ignoringFields("retryTimes")
        .isEqualTo(bean(trace));
    assertThat(TraceDataEncoder.encoderFromContextBean(trace).getTransKey())
        .containsExactly(ID, "k1", "k2");
  }

  @Test
  void messages_about_to_be_consumed() {
    TraceContext read = bothWays("trace-sub-before", trace(TraceType.SubBefore));
    sameHead(read);
    assertThat(read.getRequestId()).isEqualTo(REQUEST);
    assertThat(bean(read).getRetryTimes()).isEqualTo(1);
    assertThat(bean(read).getKeys()).isEqualTo("k1 k2");
  }

  @Test
  void consumed_messages() {
    TraceContext read = bothWays("trace-sub-after", trace(TraceType.SubAfter));
    assertThat(read.getRequestId()).isEqualTo(REQUEST);
    assertThat(read.getCostTime()).isEqualTo(12);
    assertThat(read.isSuccess()).isTrue();
    assertThat(bean(read).getKeys()).isEqualTo("k1 k2");
    assertThat(read.getContextCode()).isZero();
    assertThat(read.getTimeStamp()).isEqualTo(1700000000000L);
    assertThat(read.getGroupName()).isEqualTo("PG");
  }

  @Test
  void the_end_of_a_transaction() {
    TraceContext trace = trace(TraceType.EndTransaction);
    bean(trace).setMsgType(MessageType.Trans_msg_Commit);
    bean(trace).setTransactionId(ID);
    bean(trace).setTransactionState(LocalTransactionState.COMMIT_MESSAGE);
    TraceContext read = bothWays("trace-end-transaction", trace);
    sameHead(read);
    assertThat(bean(read))
        .usingRecursiveComparison()
        .ignoringFields("retryTimes", "bodyLength", "offsetMsgId")
        .isEqualTo(bean(trace));
  }

  @Test
  void a_message_called_back() {
    TraceContext trace = trace(TraceType.Recall);
    bean(trace).setKeys(""); // A message is called back by its id alone.
    TraceContext read = bothWays("trace-recall", trace);
    sameHead(read);
    assertThat(bean(read).getTopic()).isEqualTo("TopicA");
    assertThat(read.isSuccess()).isTrue();
  }

  @Test
  void consumption_has_a_record_for_each_message() {
    TraceContext trace = trace(TraceType.SubBefore);
    trace.setTraceBeans(List.of(bean(trace), bean(trace)));
    String text = TraceDataEncoder.encoderFromContextBean(trace).getTransData();
    assertThat(TraceDataEncoder.decoderFromTraceDataString(text)).hasSize(2);
  }

  @Test
  void in_the_cloud_consumed_messages_end_with_a_separator() {
    TraceContext trace = trace(TraceType.SubAfter);
    trace.setAccessChannel(AccessChannel.CLOUD);
    trace.setContextCode(3);
    String text = TraceDataEncoder.encoderFromContextBean(trace).getTransData();
    assertThat(text).endsWith("\u00013\u0001\u0002").doesNotContain("PG");
    assertThat(TraceDataEncoder.decoderFromTraceDataString(text).get(0).getContextCode())
        .isEqualTo(3);
  }

  @Test
  void what_is_missing_reads_null() {
    TraceContext trace = trace(TraceType.Pub);
    bean(trace).setTags(null);
    bean(trace).setKeys(null);
    TraceTransferBean encoded = TraceDataEncoder.encoderFromContextBean(trace);
    assertThat(encoded.getTransData()).contains(ID + "\u0001null\u0001null\u0001192.168.1.10");
    assertThat(encoded.getTransKey()).containsExactly(ID);
    assertThat(TraceDataEncoder.encoderFromContextBean(null)).isNull();
    trace.setTraceBeans(List.of());
    assertThatThrownBy(() -> TraceDataEncoder.encoderFromContextBean(trace))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<TraceContext> read(String text) {
    return TraceDataEncoder.decoderFromTraceDataString(
        text.replace('|', (char) 1).replace('$', (char) 2));
  }

  @Test
  void records_of_older_clients_can_be_read() {
    TraceContext thirteen = read("Pub|1|r|g|t|id|tag|k|h:1|5|12|3|true$").get(0);
    assertThat(thirteen.isSuccess()).isTrue();
    assertThat(bean(thirteen).getMsgType()).isEqualTo(MessageType.Delay_Msg);
    assertThat(bean(thirteen).getOffsetMsgId()).isEmpty();
    TraceContext fifteen = read("Pub|1|r|g|t|id|tag|k|h:1|5|12|0|offset|false|c:2$").get(0);
    assertThat(fifteen.isSuccess()).isFalse();
    assertThat(bean(fifteen).getOffsetMsgId()).isEqualTo("offset");
    assertThat(bean(fifteen).getClientHost()).isEqualTo("c:2");
    TraceContext six = read("SubAfter|req|id|12|false|k$").get(0);
    assertThat(six.isSuccess()).isFalse();
    assertThat(six.getContextCode()).isZero();
    assertThat(read("SubAfter|req|id|12|false|k|4$").get(0).getContextCode()).isEqualTo(4);
  }

  @Test
  void a_record_that_cannot_be_read_is_left_out() {
    assertThat(read("Pub|x$Pub|1|r|g|t|id|tag|k|h:1|5|12|99|o|true$Other|1$$|||$\n")).isEmpty();
    assertThat(read("SubBefore|1|r|g|req|id|1$Recall|1|r|g|t|id|true$")).hasSize(1);
    assertThat(TraceDataEncoder.decoderFromTraceDataString(null)).isEmpty();
    assertThat(read("")).isEmpty();
  }
}
