package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.trace.AsyncTraceDispatcher;
import io.skua.client.trace.TraceDispatcher;
import io.skua.client.trace.hook.ConsumeMessageTraceHookImpl;
import io.skua.remoting.RPCHook;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traces of a consumer: nothing, unless they are enabled. Thread-safe. */
final class ConsumerTrace {
  private static final Logger log = LoggerFactory.getLogger(ConsumerTrace.class);

  private volatile @Nullable TraceDispatcher dispatcher;

  /** Begins to trace a consumer that has started. A failure is no more than a warning. */
  void start(
      ClientConfig consumer,
      String group,
      @Nullable RPCHook rpcHook,
      ClientRegistry registry,
      List<ConsumeMessageHook> hooks) {
    if (!consumer.isEnableTrace()) {
      return;
    }
    AsyncTraceDispatcher own =
        new AsyncTraceDispatcher(
            group,
            TraceDispatcher.Type.CONSUME,
            consumer.getTraceMsgBatchNum(),
            consumer.getTraceTopic(),
            rpcHook,
            registry);
    own.setHost(consumer);
    dispatcher = own;
    hooks.add(new ConsumeMessageTraceHookImpl(own, registry.platform()));
    try {
      own.start(consumer.getNamesrvAddr(), consumer.getAccessChannel());
    } catch (MQClientException e) {
      log.warn("trace dispatcher start failed ", e);
    }
  }

  /** Sends what is left, and ends. */
  void close() {
    TraceDispatcher present = dispatcher;
    if (present != null) {
      present.shutdown();
    }
  }

  /** Returns what takes the traces, or null. */
  @Nullable TraceDispatcher dispatcher() {
    return dispatcher;
  }
}
