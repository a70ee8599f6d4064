package io.skua.client.hook;

/**
 * Is told of every call of a consumer's listener. Runs in the thread of that call. What it throws
 * is logged and has no effect.
 */
public interface ConsumeMessageHook {
  /** Returns a name for logs. */
  String hookName();

  /** The listener is about to be called. */
  void consumeMessageBefore(ConsumeMessageContext context);

  /** The listener has returned, or thrown. */
  void consumeMessageAfter(ConsumeMessageContext context);
}
