package io.skua.tracing.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With OpenTelemetry's SDK and a server. */
class SendTracingTest {
  @RegisterExtension static final OpenTelemetryExtension SDK = OpenTelemetryExtension.create();

  private final SkuaServer server = SkuaServer.builder().port(0).inMemory().build();
  private final DefaultMQProducer producer = new DefaultMQProducer("tracing_test");

  @BeforeEach
  void start() throws Exception {
    server.start();
    producer.setNamesrvAddr(server.address().toString());
    producer.setClientListener(new SendTracing(SDK.getOpenTelemetry()));
    producer.start();
  }

  @AfterEach
  void stop() {
    producer.close();
    server.close();
  }

  private static Message message() {
    return new Message("Orders", "TagA", new byte[] {1, 2, 3});
  }

  private static String parent(SpanData span) {
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
  }

  @Test
  void a_send_is_a_span_under_the_callers_and_its_context_travels() throws Exception {
    Span caller = SDK.getOpenTelemetry().getTracer("test").spanBuilder("caller").startSpan();
    Message message = message();
    SendResult result;
    try (Scope scope = caller.makeCurrent()) {
      assertThat(scope).isNotNull();
      result = producer.send(message);
    }
    caller.end();
    SpanData span = SDK.getSpans().get(0);
    assertThat(span.getName()).isEqualTo("send Orders");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("messaging.system"), "rocketmq")
        .containsEntry(AttributeKey.stringKey("messaging.destination.name"), "Orders")
        .containsEntry(AttributeKey.stringKey("messaging.message.id"), result.getMsgId())
        .containsEntry(AttributeKey.stringKey("messaging.rocketmq.message.tag"), "TagA")
        .containsEntry(AttributeKey.longKey("messaging.message.body.size"), 3L)
        .containsEntry(AttributeKey.longKey("skua.send.attempts"), 1L)
        .containsEntry(AttributeKey.stringKey("skua.broker"), "broker-a");
    assertThat(message.getUserProperty("traceparent")).isEqualTo(parent(span));
  }

  @Test
  void an_asynchronous_send_ends_its_span_with_the_answer() throws Exception {
    producer.sendAsync(message()).get(5, TimeUnit.SECONDS);
    SpanData span = SDK.getSpans().get(0);
    assertThat(span.hasEnded()).isTrue();
    assertThat(span.getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void every_message_of_a_batch_gets_the_context() throws Exception {
    List<Message> messages = List.of(message(), message());
    producer.send(message());
    producer.send(messages);
    SpanData span = SDK.getSpans().get(1);
    assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
        .isEqualTo(2L);
    assertThat(messages).allMatch(one -> parent(span).equals(one.getUserProperty("traceparent")));
  }

  @Test
  void a_failure_is_the_spans() {
    producer.setMaxMessageSize(1 << 30);
    producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
    assertThatThrownBy(() -> producer.send(new Message("Orders", new byte[5 << 20])));
    SpanData span = SDK.getSpans().get(0);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
        .startsWith("io.skua.client.exception.");
    assertThat(span.getEvents()).hasSize(1);
  }
}
