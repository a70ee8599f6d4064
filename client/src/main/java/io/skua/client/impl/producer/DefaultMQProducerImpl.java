package io.skua.client.impl.producer;

import io.skua.client.exception.MQClientException;
import io.skua.client.hook.CheckForbiddenContext;
import io.skua.client.hook.CheckForbiddenHook;
import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.EndTransactionHook;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.common.message.Message;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks of a producer, registered and called (protocol 6.23). Users of the RocketMQ client know
 * this class as the inside of a producer; here it is this door only. Hooks can be registered at any
 * time and count from the next send on. Thread-safe.
 */
public class DefaultMQProducerImpl {
  private static final Logger log = LoggerFactory.getLogger(DefaultMQProducerImpl.class);

  private final DefaultMQProducer producer;
  private final List<SendMessageHook> sendHooks = new CopyOnWriteArrayList<>();
  private final List<CheckForbiddenHook> forbiddenHooks = new CopyOnWriteArrayList<>();
  private final List<EndTransactionHook> transactionHooks = new CopyOnWriteArrayList<>();
  private final Set<Object> reported = ConcurrentHashMap.newKeySet();

  /** Makes the door of a producer; {@link DefaultMQProducer#getDefaultMQProducerImpl} does. */
  public DefaultMQProducerImpl(DefaultMQProducer producer) {
    this.producer = producer;
  }

  /** Returns the producer. */
  public DefaultMQProducer getDefaultMQProducer() {
    return producer;
  }

  // --- registering

  /** Adds a hook that is told of every attempt to send a message. */
  public void registerSendMessageHook(SendMessageHook hook) {
    sendHooks.add(hook);
    log.info("register sendMessage Hook, {}", hook.hookName());
  }

  /** Adds a hook that may forbid attempts. */
  public void registerCheckForbiddenHook(CheckForbiddenHook checkForbiddenHook) {
    forbiddenHooks.add(checkForbiddenHook);
    log.info("register a new checkForbiddenHook. hookName={}", checkForbiddenHook.hookName());
  }

  /** Adds a hook that is told how transactions end. */
  public void registerEndTransactionHook(EndTransactionHook hook) {
    transactionHooks.add(hook);
    log.info("register endTransaction Hook, {}", hook.hookName());
  }

  // --- calling

  /** Says whether anybody wants to be told of attempts. */
  public boolean hasSendMessageHook() {
    return !sendHooks.isEmpty();
  }

  /** Tells the hooks that an attempt begins. */
  public void executeSendMessageHookBefore(SendMessageContext context) {
    for (SendMessageHook hook : sendHooks) {
      try {
        hook.sendMessageBefore(context);
      } catch (Throwable e) {
        report(hook, e);
      }
    }
  }

  /** Tells the hooks that an attempt has ended. */
  public void executeSendMessageHookAfter(SendMessageContext context) {
    for (SendMessageHook hook : sendHooks) {
      try {
        hook.sendMessageAfter(context);
      } catch (Throwable e) {
        report(hook, e);
      }
    }
  }

  /** Says whether anybody wants to forbid attempts. */
  public boolean hasCheckForbiddenHook() {
    return !forbiddenHooks.isEmpty();
  }

  /**
   * Asks the hooks whether an attempt is allowed.
   *
   * @throws MQClientException when one of them forbids it, or fails
   */
  public void executeCheckForbiddenHook(CheckForbiddenContext context) throws MQClientException {
    for (CheckForbiddenHook hook : forbiddenHooks) {
      try {
        hook.checkForbidden(context);
      } catch (MQClientException e) {
        throw e;
      } catch (Throwable e) {
        // Who cannot say that it is allowed has not allowed it.
        throw new MQClientException(
            "the hook " + hook.getClass().getName() + " failed, so the message is not sent: " + e,
            e);
      }
    }
  }

  /** Says whether anybody wants to be told how transactions end. */
  public boolean hasEndTransactionHook() {
    return !transactionHooks.isEmpty();
  }

  /** Tells the hooks how a transaction ends. */
  public void executeEndTransactionHook(EndTransactionContext context) {
    for (EndTransactionHook hook : transactionHooks) {
      try {
        hook.endTransaction(context);
      } catch (Throwable e) {
        report(hook, e);
      }
    }
  }

  /**
   * Tells the hooks how a transaction ends, if there are any. To be called before the broker is
   * told, and not on the network's thread.
   *
   * @param fromTransactionCheck whether the broker had asked
   */
  public void doExecuteEndTransactionHook(
      Message msg,
      @Nullable String msgId,
      @Nullable String brokerAddr,
      LocalTransactionState state,
      boolean fromTransactionCheck) {
    if (!hasEndTransactionHook()) {
      return;
    }
    EndTransactionContext context = new EndTransactionContext();
    context.setProducerGroup(producer.getProducerGroup());
    context.setMessage(msg);
    context.setMsgId(msgId);
    context.setTransactionId(msg.getTransactionId());
    context.setBrokerAddr(brokerAddr);
    context.setTransactionState(state);
    context.setFromTransactionCheck(fromTransactionCheck);
    executeEndTransactionHook(context);
  }

  // A hook that fails fails for every message: once is enough.
  private void report(Object hook, Throwable failure) {
    if (reported.add(hook)) {
      log.warn(
          "the hook {} failed; that is logged once, and sends go on",
          hook.getClass().getName(),
          failure);
    }
  }
}
