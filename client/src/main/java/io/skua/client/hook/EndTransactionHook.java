package io.skua.client.hook;

/**
 * Is told how a transaction ends, before the broker is (protocol 6.23). Registered with {@link
 * io.skua.client.impl.producer.DefaultMQProducerImpl#registerEndTransactionHook}. Runs in the
 * thread that tells the broker, which is never the network's. What it throws is logged as a
 * warning, once for each hook.
 */
public interface EndTransactionHook {
  /** Returns a name for logs. */
  String hookName();

  /** Called before the broker is told. */
  void endTransaction(EndTransactionContext context);
}
