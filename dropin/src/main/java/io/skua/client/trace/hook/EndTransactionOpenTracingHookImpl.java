package io.skua.client.trace.hook;

import io.opentracing.Tracer;
import io.opentracing.tag.Tags;
import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.EndTransactionHook;
import io.skua.client.producer.LocalTransactionState;
import io.skua.common.message.Message;
import io.skua.common.message.MessageType;

/**
 * Makes a span of every end of a transaction, a child of the span of its half message. Needs {@code
 * io.opentracing:opentracing-api} on the class path. As thread-safe as the tracer.
 */
public class EndTransactionOpenTracingHookImpl implements EndTransactionHook {
  private final Tracer tracer;

  /** Makes a hook that hands its spans to a tracer. */
  public EndTransactionOpenTracingHookImpl(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public String hookName() {
    return "EndTransactionOpenTracingHook";
  }

  @Override
  public void endTransaction(EndTransactionContext context) {
    Message message = context.getMessage();
    if (message == null) {
      return;
    }
    LocalTransactionState state = context.getTransactionState();
    OpenTracing.start(
            tracer, "EndTransaction", Tags.SPAN_KIND_PRODUCER, message, message.getTopic())
        .setTag(OpenTracing.STORE_HOST, context.getBrokerAddr())
        .setTag(OpenTracing.MESSAGE_ID, context.getMsgId())
        .setTag(OpenTracing.MESSAGE_TYPE, MessageType.Trans_msg_Commit.name())
        .setTag("rocketmq.transaction_id", context.getTransactionId())
        .setTag("rocketmq.transaction_state", state == null ? null : state.name())
        .setTag("rocketmq.is_from_transaction_check", context.isFromTransactionCheck())
        .finish();
  }
}
