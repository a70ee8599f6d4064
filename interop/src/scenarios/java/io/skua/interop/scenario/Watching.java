package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.impl.CommunicationMode;
import io.skua.client.producer.SendResult;
import io.skua.client.trace.TraceBean;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDataEncoder;
import io.skua.client.trace.TraceType;
import io.skua.common.message.MessageExt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What sees messages go by: hooks, and traces in their topic (protocol 7.10). */
final class Watching {
  private static final String TRACES = "RMQ_SYS_TRACE_TOPIC";

  private Watching() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("send-hook", Session.scenario(Watching::hook)).asSmoke(),
        Entry.of(
                "trace",
                Session.scenario(producer -> producer.setEnableTrace(true), Watching::trace))
            .asSmoke());
  }

  /** Keeps what it is called with, and adds a property. */
  private static final class Hook implements SendMessageHook {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String hookName() {
      return "hook";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
      context.getMessage().putUserProperty("added", "by the hook");
      calls.add("before " + told(context) + " " + (context.getSendResult() == null));
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
      calls.add("after " + told(context) + " " + context.getSendResult().getMsgId());
    }

    private static String told(SendMessageContext context) {
      return context.getProducerGroup()
          + " "
          + context.getMq().getTopic()
          + " "
          + (context.getCommunicationMode() == CommunicationMode.SYNC);
    }
  }

  @SuppressWarnings("deprecation") // The way to the hooks; deprecated in Apache's client.
  private static Report hook(Session session) throws Exception {
    Hook hook = new Hook();
    session.producer().getDefaultMQProducerImpl().registerSendMessageHook(hook);
    SendResult result = session.producer().send(session.message("watched"));
    String told = session.producer().getProducerGroup() + " " + session.topic() + " true ";
    assertThat(hook.calls)
        .containsExactly("before " + told + "true", "after " + told + result.getMsgId());
    return Report.of(Session.sent(Content.text("watched").with("added", "by the hook"), result));
  }

  private static Report trace(Session session) throws Exception {
    Content content = Content.text("traced").tagged("T").keyed("traced-" + session.topic());
    SendResult result = session.producer().send(session.message(content));
    MessageExt stored = session.found(TRACES, result.getMsgId(), 1).get(0);
    assertThat(stored.getKeys()).contains(content.keys());
    TraceContext trace =
        TraceDataEncoder.decoderFromTraceDataString(
                new String(stored.getBody(), StandardCharsets.UTF_8))
            .get(0);
    assertThat(trace.getTraceType()).isEqualTo(TraceType.Pub);
    assertThat(trace.getGroupName()).isEqualTo(session.producer().getProducerGroup());
    assertThat(trace.isSuccess()).isTrue();
    assertThat(trace.getCostTime()).isNotNegative();
    TraceBean bean = trace.getTraceBeans().get(0);
    assertThat(bean.getTopic()).isEqualTo(session.topic());
    assertThat(bean.getMsgId()).isEqualTo(result.getMsgId());
    assertThat(bean.getOffsetMsgId()).isEqualTo(result.getOffsetMsgId());
    assertThat(bean.getTags()).isEqualTo("T");
    assertThat(bean.getKeys()).isEqualTo(content.keys());
    assertThat(bean.getBodyLength()).isEqualTo(content.body().length());
    return Report.of(Session.sent(content, result));
  }
}
