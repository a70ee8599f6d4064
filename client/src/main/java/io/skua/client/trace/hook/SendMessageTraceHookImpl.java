package io.skua.client.trace.hook;

import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.client.trace.AsyncTraceDispatcher;
import io.skua.client.trace.TraceBean;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDispatcher;
import io.skua.client.trace.TraceType;
import io.skua.common.message.Message;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.runtime.Clock;
import io.skua.runtime.SystemPlatform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces what a producer sends (protocol 6.20): every message that a broker has answered for,
 * unless that broker has turned traces off; not one-way messages, and not those that failed. Never
 * blocks. Thread-safe.
 */
public class SendMessageTraceHookImpl implements SendMessageHook {
  private final TraceDispatcher dispatcher;
  private final Clock clock;

  /** Makes a hook that hands its traces to a dispatcher. */
  public SendMessageTraceHookImpl(TraceDispatcher localDispatcher) {
    this(localDispatcher, SystemPlatform.INSTANCE.clock());
  }

  /** As above, with a clock of the caller's. */
  public SendMessageTraceHookImpl(TraceDispatcher localDispatcher, Clock clock) {
    this.dispatcher = localDispatcher;
    this.clock = clock;
  }

  @Override
  public String hookName() {
    return "SendMessageTraceHook";
  }

  @Override
  public void sendMessageBefore(SendMessageContext context) {
    Message message = context.getMessage();
    if (message == null || isTrace(dispatcher, message)) {
      return;
    }
    TraceBean bean = new TraceBean();
    bean.setTopic(plain(message.getTopic()));
    bean.setTags(message.getTags());
    bean.setKeys(message.getKeys());
    bean.setStoreHost(context.getBrokerAddr());
    bean.setBodyLength(context.getBodyLength());
    bean.setMsgType(context.getMsgType());
    TraceContext trace = new TraceContext();
    trace.setTraceType(TraceType.Pub);
    trace.setGroupName(plain(context.getProducerGroup()));
    trace.setTimeStamp(clock.wallMillis());
    trace.setTraceBeans(List.of(bean));
    context.setMqTraceContext(trace);
  }

  @Override
  public void sendMessageAfter(SendMessageContext context) {
    SendResult result = context.getSendResult();
    if (!(context.getMqTraceContext() instanceof TraceContext trace)
        || result == null
        || result.getRegionId() == null
        || !result.isTraceOn()) {
      return;
    }
    int cost = (int) (clock.wallMillis() - trace.getTimeStamp());
    trace.setCostTime(cost);
    trace.setSuccess(result.getSendStatus() == SendStatus.SEND_OK);
    trace.setRegionId(result.getRegionId());
    TraceBean bean = trace.getTraceBeans().get(0);
    bean.setMsgId(result.getMsgId());
    bean.setOffsetMsgId(result.getOffsetMsgId());
    bean.setStoreTime(trace.getTimeStamp() + cost / 2);
    dispatcher.append(trace);
  }

  /** Says whether a message is itself one of traces. */
  static boolean isTrace(TraceDispatcher dispatcher, Message message) {
    return dispatcher instanceof AsyncTraceDispatcher known
        && known.getTraceTopicName().equals(message.getTopic());
  }

  static @Nullable String plain(@Nullable String name) {
    return name == null ? null : NamespaceUtil.withoutNamespace(name);
  }
}
