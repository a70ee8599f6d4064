package io.skua.tracing.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.SendManner;
import io.skua.client.metrics.SendReport;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageBatch;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of every send, a child of the caller's, and puts its context into the message, for
 * whoever receives it: by default the user properties {@code traceparent} and {@code tracestate} of
 * W3C Trace Context. In a batch every message gets them. A message that is sent again gets the
 * context of the new send.
 *
 * <p>The span is of kind PRODUCER, is named {@code send <topic>}, and lasts for all attempts; its
 * attributes are those of OpenTelemetry's semantic conventions for messaging. Thread-safe.
 */
public final class SendTracing implements ClientListener {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<String> MESSAGE_ID =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<Long> BODY_SIZE =
      AttributeKey.longKey("messaging.message.body.size");
  private static final AttributeKey<Long> BATCH =
      AttributeKey.longKey("messaging.batch.message_count");
  private static final AttributeKey<String> TAG =
      AttributeKey.stringKey("messaging.rocketmq.message.tag");
  private static final AttributeKey<String> BROKER = AttributeKey.stringKey("skua.broker");
  private static final AttributeKey<String> GROUP = AttributeKey.stringKey("skua.producer.group");
  private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("skua.send.attempts");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  /** Makes a listener whose context travels as W3C Trace Context. */
  public SendTracing(OpenTelemetry telemetry) {
    this(telemetry, W3CTraceContextPropagator.getInstance());
  }

  /**
   * Makes a listener whose context travels in another form.
   *
   * @param propagator for example that of {@code telemetry.getPropagators()}; its fields become
   *     user properties
   */
  public SendTracing(OpenTelemetry telemetry, TextMapPropagator propagator) {
    this.tracer = telemetry.getTracer("io.skua.client");
    this.propagator = propagator;
  }

  @Override
  public Span sendBegins(Message message, SendManner manner) {
    SpanBuilder builder =
        tracer
            .spanBuilder("send " + message.getTopic())
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute(SYSTEM, "rocketmq")
            .setAttribute(OPERATION, "send")
            .setAttribute(OPERATION_TYPE, "send")
            .setAttribute(TOPIC, String.valueOf(message.getTopic()));
    String tag = message.getTags();
    if (tag != null) {
      builder.setAttribute(TAG, tag);
    }
    Span span = builder.startSpan();
    Context context = Context.current().with(span);
    if (message instanceof MessageBatch batch) {
      long count = 0;
      for (Message one : batch) {
        inject(context, one);
        count++;
      }
      span.setAttribute(BATCH, count);
    } else {
      inject(context, message);
    }
    return span;
  }

  private void inject(Context context, Message message) {
    propagator.inject(context, message, SendTracing::put);
  }

  private static void put(@Nullable Message message, String name, String value) {
    // Properties have no empty values.
    if (message != null && !value.isEmpty()) {
      message.putUserProperty(name, value);
    }
  }

  @Override
  public void sendEnded(SendReport report, @Nullable Object begun) {
    if (!(begun instanceof Span span)) {
      return;
    }
    span.setAttribute(GROUP, report.group());
    span.setAttribute(ATTEMPTS, (long) report.attempts());
    span.setAttribute(BODY_SIZE, (long) report.bodyBytes());
    String broker = report.broker();
    if (broker != null) {
      span.setAttribute(BROKER, broker);
    }
    SendResult result = report.result();
    if (result != null) {
      span.setAttribute(MESSAGE_ID, String.valueOf(result.getMsgId()));
      span.setAttribute(PARTITION, Integer.toString(result.getMessageQueue().getQueueId()));
    }
    Throwable failure = report.failure();
    if (failure != null) {
      span.setAttribute(ERROR, failure.getClass().getName());
      span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
      span.recordException(failure);
    }
    span.end();
  }
}
