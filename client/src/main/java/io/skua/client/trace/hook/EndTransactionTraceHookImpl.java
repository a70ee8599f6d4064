package io.skua.client.trace.hook;

import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.EndTransactionHook;
import io.skua.client.trace.TraceBean;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDispatcher;
import io.skua.client.trace.TraceType;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageType;
import io.skua.runtime.Clock;
import io.skua.runtime.SystemPlatform;
import java.util.List;

/** Traces how transactions end (protocol 6.20). Never blocks. Thread-safe. */
public class EndTransactionTraceHookImpl implements EndTransactionHook {
  private static final String DEFAULT_REGION = "DefaultRegion";

  private final TraceDispatcher dispatcher;
  private final Clock clock;

  /** Makes a hook that hands its traces to a dispatcher. */
  public EndTransactionTraceHookImpl(TraceDispatcher localDispatcher) {
    this(localDispatcher, SystemPlatform.INSTANCE.clock());
  }

  /** As above, with a clock of the caller's. */
  public EndTransactionTraceHookImpl(TraceDispatcher localDispatcher, Clock clock) {
    this.dispatcher = localDispatcher;
    this.clock = clock;
  }

  @Override
  public String hookName() {
    return "EndTransactionTraceHook";
  }

  @Override
  public void endTransaction(EndTransactionContext context) {
    Message message = context.getMessage();
    if (message == null || SendMessageTraceHookImpl.isTrace(dispatcher, message)) {
      return;
    }
    TraceBean bean = new TraceBean();
    bean.setTopic(SendMessageTraceHookImpl.plain(message.getTopic()));
    bean.setTags(message.getTags());
    bean.setKeys(message.getKeys());
    bean.setStoreHost(context.getBrokerAddr());
    bean.setMsgType(MessageType.Trans_msg_Commit);
    bean.setMsgId(context.getMsgId());
    bean.setTransactionState(context.getTransactionState());
    bean.setTransactionId(context.getTransactionId());
    bean.setFromTransactionCheck(context.isFromTransactionCheck());
    String region = message.getProperty(MessageConst.PROPERTY_MSG_REGION);
    TraceContext trace = new TraceContext();
    trace.setTraceType(TraceType.EndTransaction);
    trace.setGroupName(SendMessageTraceHookImpl.plain(context.getProducerGroup()));
    trace.setRegionId(region == null || region.isEmpty() ? DEFAULT_REGION : region);
    trace.setTimeStamp(clock.wallMillis());
    trace.setTraceBeans(List.of(bean));
    dispatcher.append(trace);
  }
}
