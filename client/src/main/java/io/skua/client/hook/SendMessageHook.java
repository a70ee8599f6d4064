package io.skua.client.hook;

/**
 * Is told of every attempt to send a message, before and after it: of synchronous, asynchronous and
 * one-way sends alike (protocol 6.23). Registered with {@link
 * io.skua.client.impl.producer.DefaultMQProducerImpl#registerSendMessageHook}; hooks are called in
 * the order of their registration.
 *
 * <p>Each attempt has one call before and one after, with one context; a send that is tried again
 * has a pair for each attempt. The reference client (5.3.3) differs for asynchronous sends: it
 * calls "before" once for all attempts, and "after" once too often, early and without a result.
 *
 * <p>Threads: for synchronous and one-way sends, the thread that sends. For asynchronous sends, the
 * thread that sends as long as the call lasts, and callback threads from then on; so "before" runs
 * in a callback thread when the route of the topic had to be asked for first. Not the network's
 * thread, unless the application's callback executor refuses its tasks. So a hook may block, at the
 * price of the send's time.
 *
 * <p>What a hook throws does not harm the send. It is logged as a warning, once for each hook.
 */
public interface SendMessageHook {
  /** Returns a name for logs. */
  String hookName();

  /**
   * Called before an attempt. What it changes of the message's properties and body is sent, with
   * this attempt and later ones; the body that it sets is only sent, and the message keeps its own.
   */
  void sendMessageBefore(SendMessageContext context);

  /**
   * Called when an attempt has ended. The context has a result, or the exception of this attempt
   * alone; neither of them for a one-way message that has been handed over.
   */
  void sendMessageAfter(SendMessageContext context);
}
