package io.skua.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.Tracer;
import io.opentracing.propagation.Format;
import io.opentracing.propagation.TextMapAdapter;
import io.opentracing.tag.Tags;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a span of every attempt to send, and puts its context among the message's properties, for
 * whoever receives it. A one-way message, of which nobody hears again, and a failed attempt end
 * their spans without success; the official client (5.3.3) leaves those open. Needs {@code
 * io.opentracing:opentracing-api} on the class path. As thread-safe as the tracer.
 */
public class SendMessageOpenTracingHookImpl implements SendMessageHook {
  private final Tracer tracer;

  /** Makes a hook that hands its spans to a tracer. */
  public SendMessageOpenTracingHookImpl(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public String hookName() {
    return "SendMessageOpenTracingHook";
  }

  @Override
  public void sendMessageBefore(SendMessageContext context) {
    Message message = context.getMessage();
    if (message == null) {
      return;
    }
    String topic = message.getTopic();
    Span span =
        OpenTracing.start(tracer, "To_" + topic, Tags.SPAN_KIND_PRODUCER, message, topic)
            .setTag(OpenTracing.STORE_HOST, context.getBrokerAddr())
            .setTag(OpenTracing.MESSAGE_TYPE, context.getMsgType().name())
            .setTag(OpenTracing.BODY_LENGTH, context.getBodyLength());
    Map<String, String> carried = new HashMap<>();
    tracer.inject(span.context(), Format.Builtin.TEXT_MAP, new TextMapAdapter(carried));
    // Properties have no empty values.
    carried.values().removeIf(String::isEmpty);
    carried.forEach(message::putUserProperty);
    context.setMqTraceContext(span);
  }

  @Override
  public void sendMessageAfter(SendMessageContext context) {
    if (!(context.getMqTraceContext() instanceof Span span)) {
      return;
    }
    SendResult result = context.getSendResult();
    if (result == null) {
      span.setTag(OpenTracing.SUCCESS, false);
    } else {
      span.setTag(OpenTracing.SUCCESS, result.getSendStatus() == SendStatus.SEND_OK)
          .setTag(OpenTracing.MESSAGE_ID, result.getMsgId())
          .setTag(OpenTracing.REGION_ID, result.getRegionId());
    }
    span.finish();
  }
}
