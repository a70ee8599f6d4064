package io.skua.client.trace.hook;

import static io.skua.client.trace.hook.SendMessageTraceHookImpl.plain;

import io.skua.client.consumer.listener.ConsumeReturnType;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.trace.TraceBean;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDispatcher;
import io.skua.client.trace.TraceType;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Traces what a consumer's listener gets, and what it says to that (protocol A 6.20, Apache 5.3.3):
 * each batch twice, before and after, tied by an id; without messages whose broker has turned
 * traces off. Never blocks. Thread-safe.
 */
public class ConsumeMessageTraceHookImpl implements ConsumeMessageHook {
  private static final String RETURN_TYPE = "ConsumeContextType"; // protocol B 6.1

  private final TraceDispatcher dispatcher;
  private final Platform platform;

  /** Makes a hook that hands its traces to a dispatcher. */
  public ConsumeMessageTraceHookImpl(TraceDispatcher localDispatcher) {
    this(localDispatcher, SystemPlatform.INSTANCE);
  }

  /** As above, with time and randomness of the caller's. */
  public ConsumeMessageTraceHookImpl(TraceDispatcher localDispatcher, Platform platform) {
    this.dispatcher = localDispatcher;
    this.platform = platform;
  }

  @Override
  public String hookName() {
    return "ConsumeMessageTraceHook";
  }

  @Override
  public void consumeMessageBefore(ConsumeMessageContext context) {
    List<MessageExt> messages = context.getMsgList();
    if (messages == null) {
      return;
    }
    TraceContext trace = new TraceContext();
    List<TraceBean> beans = new ArrayList<>(messages.size());
    for (MessageExt message : messages) {
      if (!"false".equals(message.getProperty(MessageConst.PROPERTY_TRACE_SWITCH))) {
        trace.setRegionId(message.getProperty(MessageConst.PROPERTY_MSG_REGION));
        beans.add(bean(message));
      }
    }
    if (!beans.isEmpty()) {
      trace.setTraceType(TraceType.SubBefore);
      trace.setGroupName(plain(context.getConsumerGroup()));
      trace.setRequestId(id());
      trace.setTraceBeans(beans);
      trace.setTimeStamp(platform.clock().wallMillis());
      context.setMqTraceContext(trace);
      dispatcher.append(trace);
    }
  }

  private static TraceBean bean(MessageExt message) {
    TraceBean bean = new TraceBean();
    bean.setTopic(plain(message.getTopic()));
    bean.setMsgId(message.getMsgId());
    bean.setTags(message.getTags());
    bean.setKeys(message.getKeys());
    bean.setStoreTime(message.getStoreTimestamp());
    bean.setBodyLength(message.getStoreSize());
    bean.setRetryTimes(message.getReconsumeTimes());
    return bean;
  }

  private String id() {
    RandomGenerator random = platform.random();
    HexFormat hex = HexFormat.of().withUpperCase();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  @Override
  public void consumeMessageAfter(ConsumeMessageContext context) {
    if (!(context.getMqTraceContext() instanceof TraceContext before)) {
      return;
    }
    long now = platform.clock().wallMillis();
    int messages = before.getTraceBeans().size();
    TraceContext trace = new TraceContext();
    trace.setTraceType(TraceType.SubAfter);
    trace.setRegionId(before.getRegionId());
    trace.setGroupName(before.getGroupName());
    trace.setRequestId(before.getRequestId());
    trace.setAccessChannel(context.getAccessChannel());
    trace.setSuccess(context.isSuccess());
    trace.setTimeStamp(now);
    trace.setCostTime((int) ((now - before.getTimeStamp()) / messages)); // of each message
    trace.setTraceBeans(before.getTraceBeans());
    trace.setContextCode(code(context.getProps().get(RETURN_TYPE)));
    dispatcher.append(trace);
  }

  private static int code(@Nullable String type) {
    ConsumeReturnType[] types = ConsumeReturnType.values();
    for (int code = 0; code < types.length; code++) {
      if (types[code].name().equals(type)) {
        return code;
      }
    }
    return 0;
  }
}
