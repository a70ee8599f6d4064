package io.skua.client.trace.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentracing.mock.MockSpan;
import io.opentracing.mock.MockTracer;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageExt;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTracingHooksTest {
  private final MockTracer tracer = new MockTracer();
  private final Message message = new Message("orders", "new", "key", new byte[3]);

  private SendMessageContext begun() {
    SendMessageContext context = new SendMessageContext();
    context.setMessage(message);
    context.setBrokerAddr("127.0.0.1:10911");
    context.setBodyLength(3);
    new SendMessageOpenTracingHookImpl(tracer).sendMessageBefore(context);
    return context;
  }

  private MockSpan ended(SendMessageContext context) {
    new SendMessageOpenTracingHookImpl(tracer).sendMessageAfter(context);
    return tracer.finishedSpans().get(0);
  }

  private static SendResult stored() {
    SendResult result = new SendResult();
    result.setSendStatus(SendStatus.SEND_OK);
    result.setMsgId("ID");
    result.setRegionId("region");
    return result;
  }

  @Test
  void a_send_is_a_span() {
    SendMessageContext context = begun();
    context.setSendResult(stored());
    MockSpan span = ended(context);
    assertThat(span.operationName()).isEqualTo("To_orders");
    assertThat(span.tags())
        .containsEntry("span.kind", "producer")
        .containsEntry("peer.service", "rocketmq")
        .containsEntry("message_bus.destination", "orders")
        .containsEntry("rocketmq.tags", "new")
        .containsEntry("rocketmq.keys", "key")
        .containsEntry("rocketmq.store_host", "127.0.0.1:10911")
        .containsEntry("rocketmq.mgs_type", "Normal_Msg")
        .containsEntry("rocketmq.body_length", 3)
        .containsEntry("rocketmq.success", true)
        .containsEntry("rocketmq.mgs_id", "ID")
        .containsEntry("rocketmq.region_id", "region");
  }

  @Test
  void a_send_that_fails_is_a_span_without_success() {
    assertThat(ended(begun()).tags()).containsEntry("rocketmq.success", false);
  }

  @Test
  void a_message_that_is_consumed_continues_the_span_of_its_send() {
    SendMessageContext sent = begun();
    sent.setSendResult(stored());
    MockSpan send = ended(sent);

    MessageExt received = new MessageExt();
    received.setTopic("space%orders");
    received.setStoreSize(100);
    MessageAccessor.setProperties(received, message.getProperties());
    ConsumeMessageContext context = new ConsumeMessageContext();
    context.setMsgList(List.of(received));
    context.setSuccess(true);
    ConsumeMessageOpenTracingHookImpl hook = new ConsumeMessageOpenTracingHookImpl(tracer);
    hook.consumeMessageBefore(context);
    hook.consumeMessageAfter(context);

    MockSpan span = tracer.finishedSpans().get(1);
    assertThat(span.parentId()).isEqualTo(send.context().spanId());
    assertThat(span.operationName()).isEqualTo("From_space%orders");
    assertThat(span.tags())
        .containsEntry("span.kind", "consumer")
        .containsEntry("message_bus.destination", "orders")
        .containsEntry("rocketmq.body_length", 100)
        .containsEntry("rocketmq.retry_times", 0)
        .containsEntry("rocketmq.success", true);
  }

  @Test
  void the_end_of_a_transaction_is_a_span_of_its_own() {
    MockSpan send = ended(begun());
    EndTransactionContext context = new EndTransactionContext();
    context.setMessage(message);
    context.setTransactionId("T");
    context.setTransactionState(LocalTransactionState.COMMIT_MESSAGE);
    new EndTransactionOpenTracingHookImpl(tracer).endTransaction(context);
    MockSpan span = tracer.finishedSpans().get(1);
    assertThat(span.parentId()).isEqualTo(send.context().spanId());
    assertThat(span.operationName()).isEqualTo("EndTransaction");
    assertThat(span.tags())
        .containsEntry("rocketmq.transaction_id", "T")
        .containsEntry("rocketmq.transaction_state", "COMMIT_MESSAGE")
        .containsEntry("rocketmq.is_from_transaction_check", false);
  }
}
