package io.skua.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.SpanContext;
import io.opentracing.Tracer;
import io.opentracing.propagation.Format;
import io.opentracing.propagation.TextMapAdapter;
import io.opentracing.tag.Tags;
import io.skua.common.message.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the hooks for OpenTracing have in common: the names of tags, as the official client 5.3.3
 * spells them, and the context of a span in a message's properties.
 */
final class OpenTracing {
  static final String SUCCESS = "rocketmq.success";
  static final String MESSAGE_ID = "rocketmq.mgs_id";
  static final String MESSAGE_TYPE = "rocketmq.mgs_type";
  static final String STORE_HOST = "rocketmq.store_host";
  static final String BODY_LENGTH = "rocketmq.body_length";
  static final String REGION_ID = "rocketmq.region_id";
  private static final String TAGS = "rocketmq.tags";
  private static final String KEYS = "rocketmq.keys";
  private static final String SERVICE = "rocketmq";

  private OpenTracing() {}

  /** Starts a span about a message, a child of the one whose context the message carries. */
  static Span start(
      Tracer tracer, String operation, String kind, Message message, @Nullable String topic) {
    Tracer.SpanBuilder builder = tracer.buildSpan(operation).withTag(Tags.SPAN_KIND, kind);
    Map<String, String> properties = message.getProperties();
    if (properties != null) {
      SpanContext parent = tracer.extract(Format.Builtin.TEXT_MAP, new TextMapAdapter(properties));
      if (parent != null) {
        builder.asChildOf(parent);
      }
    }
    return builder
        .start()
        .setTag(Tags.PEER_SERVICE, SERVICE)
        .setTag(Tags.MESSAGE_BUS_DESTINATION, topic)
        .setTag(TAGS, message.getTags())
        .setTag(KEYS, message.getKeys());
  }
}
