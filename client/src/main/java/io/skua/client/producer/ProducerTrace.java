package io.skua.client.producer;

import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.trace.AsyncTraceDispatcher;
import io.skua.client.trace.TraceDispatcher;
import io.skua.client.trace.hook.EndTransactionTraceHookImpl;
import io.skua.client.trace.hook.SendMessageTraceHookImpl;
import io.skua.remoting.RPCHook;
import io.skua.runtime.Clock;
import org.jspecify.annotations.Nullable;

/** The traces of a producer: what is not needed, and not loaded, unless they are enabled. */
final class ProducerTrace {
  private ProducerTrace() {}

  /**
   * Has a producer's sends and ends of transactions traced, by its own dispatcher if it has none.
   */
  static void enable(DefaultMQProducer producer, @Nullable RPCHook rpcHook, ProducerMember member) {
    DefaultMQProducerImpl hooks = producer.getDefaultMQProducerImpl();
    TraceDispatcher dispatcher = producer.getTraceDispatcher();
    if (dispatcher == null) {
      AsyncTraceDispatcher own =
          new AsyncTraceDispatcher(
              producer.getProducerGroup(),
              TraceDispatcher.Type.PRODUCE,
              producer.getTraceMsgBatchNum(),
              producer.getTraceTopic(),
              rpcHook,
              member.registry());
      own.setHostProducer(hooks);
      producer.setTraceDispatcher(own);
      dispatcher = own;
    }
    Clock clock = member.platform().clock();
    hooks.registerSendMessageHook(new SendMessageTraceHookImpl(dispatcher, clock));
    hooks.registerEndTransactionHook(new EndTransactionTraceHookImpl(dispatcher, clock));
  }
}
