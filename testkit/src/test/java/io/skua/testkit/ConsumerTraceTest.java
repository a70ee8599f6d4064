package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeReturnType;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDataEncoder;
import io.skua.client.trace.TraceType;
import io.skua.common.message.Message;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a traced consumer writes down, read from the server's own topic for traces. */
class ConsumerTraceTest extends ConsumerScenario {
  private final Notes notes = new Notes();

  private DefaultMQPushConsumer traced() {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.setEnableTrace(true);
    return started(consumer, notes);
  }

  private List<TraceContext> traces() {
    byte[] pulled = server.call(ServerFixture.pull("RMQ_SYS_TRACE_TOPIC", 0)).bodyBytes();
    List<TraceContext> traces = new ArrayList<>();
    for (MessageRecord record : MessageRecord.parseAll(pulled, 0, pulled.length)) {
      traces.addAll(
          TraceDataEncoder.decoderFromTraceDataString(
              new String(record.body(), StandardCharsets.UTF_8)));
    }
    return traces;
  }

  @Test
  void a_message_is_traced_before_and_after_the_listener() {
    DefaultMQPushConsumer consumer = traced();
    send(new Message(TOPIC, "TagA", "k1", ServerFixture.bytes("hello")));
    pass(6);
    consumer.shutdown();
    String id = notes.messages.get(0).getMsgId();
    List<TraceContext> traces = traces();
    assertThat(traces)
        .extracting(TraceContext::getTraceType)
        .containsExactly(TraceType.SubBefore, TraceType.SubAfter);
    TraceContext before = traces.get(0);
    TraceContext after = traces.get(1);
    assertThat(before.getGroupName()).isEqualTo(GROUP);
    assertThat(before.getRegionId()).isEqualTo("DefaultRegion");
    assertThat(before.getRequestId()).hasSize(32).isEqualTo(after.getRequestId());
    assertThat(before.getTraceBeans().get(0).getMsgId()).isEqualTo(id);
    assertThat(before.getTraceBeans().get(0).getKeys()).isEqualTo("k1");
    assertThat(after.getTraceBeans().get(0).getMsgId()).isEqualTo(id);
    assertThat(after.isSuccess()).isTrue();
    assertThat(after.getContextCode()).isEqualTo(ConsumeReturnType.SUCCESS.ordinal());
  }

  @Test
  void a_failure_is_traced_as_one_and_the_next_try_is_numbered() {
    notes.answer = ConsumeConcurrentlyStatus.RECONSUME_LATER;
    DefaultMQPushConsumer consumer = traced();
    send("hello");
    pass(1);
    notes.answer = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    pass(20);
    consumer.shutdown();
    List<TraceContext> traces = traces();
    assertThat(traces).extracting(TraceContext::isSuccess).containsExactly(true, false, true, true);
    assertThat(traces.get(1).getContextCode()).isEqualTo(ConsumeReturnType.FAILED.ordinal());
    assertThat(traces.get(2).getTraceBeans().get(0).getRetryTimes()).isEqualTo(1);
  }

  /** Without the server's region, which traces are for, they were dropped. */
  @Test
  void messages_of_a_batch_are_traced_too() throws Exception {
    DefaultMQPushConsumer consumer = traced();
    producer.send(
        List.of(
            new Message(TOPIC, ServerFixture.bytes("one")),
            new Message(TOPIC, ServerFixture.bytes("two"))));
    pass(6);
    consumer.shutdown();
    assertThat(traces())
        .extracting(TraceContext::getTraceType)
        .containsExactlyInAnyOrder(
            TraceType.SubBefore, TraceType.SubAfter, TraceType.SubBefore, TraceType.SubAfter);
  }

  @Test
  void nothing_is_written_unless_it_was_asked_for() throws Exception {
    DefaultMQPushConsumer consumer = started("10.0.0.7", notes);
    send("hello");
    pass(6);
    assertThat(consumer.getTraceDispatcher()).isNull();
    consumer.shutdown();
    assertThat(traces()).isEmpty();
  }
}
