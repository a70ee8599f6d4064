package io.skua.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.Tracer;
import io.opentracing.tag.Tags;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.remoting.protocol.NamespaceUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of every message that a listener is given, a child of the span of its send. Needs
 * {@code io.opentracing:opentracing-api} on the class path. As thread-safe as the tracer.
 */
public class ConsumeMessageOpenTracingHookImpl implements ConsumeMessageHook {
  private final Tracer tracer;

  /** Makes a hook that hands its spans to a tracer. */
  public ConsumeMessageOpenTracingHookImpl(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public String hookName() {
    return "ConsumeMessageOpenTracingHook";
  }

  @Override
  public void consumeMessageBefore(@Nullable ConsumeMessageContext context) {
    if (context == null) {
      return;
    }
    List<Span> spans = new ArrayList<>();
    for (MessageExt message : context.getMsgList()) {
      String topic = String.valueOf(message.getTopic());
      spans.add(
          OpenTracing.start(
                  tracer,
                  "From_" + topic,
                  Tags.SPAN_KIND_CONSUMER,
                  message,
                  NamespaceUtil.withoutNamespace(topic))
              .setTag(OpenTracing.MESSAGE_ID, message.getMsgId())
              .setTag(OpenTracing.BODY_LENGTH, message.getStoreSize()) // as known (5.3.3)
              .setTag("rocketmq.retry_times", message.getReconsumeTimes())
              .setTag(
                  OpenTracing.REGION_ID, message.getProperty(MessageConst.PROPERTY_MSG_REGION)));
    }
    context.setMqTraceContext(spans);
  }

  @Override
  public void consumeMessageAfter(@Nullable ConsumeMessageContext context) {
    if (context == null || !(context.getMqTraceContext() instanceof List<?> spans)) {
      return;
    }
    for (Object each : spans) {
      if (each instanceof Span span) {
        span.setTag(OpenTracing.SUCCESS, context.isSuccess()).finish();
      }
    }
  }
}
