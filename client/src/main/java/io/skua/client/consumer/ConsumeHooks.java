package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks of a consumer. A hook that fails keeps nothing from going on. Thread-safe. */
final class ConsumeHooks {
  private static final Logger log = LoggerFactory.getLogger(ConsumeHooks.class);

  private final ClientConfig consumer;
  private final List<ConsumeMessageHook> hooks = new CopyOnWriteArrayList<>();

  ConsumeHooks(ClientConfig consumer) {
    this.consumer = consumer;
  }

  void add(ConsumeMessageHook hook) {
    hooks.add(hook);
  }

  /** Tells that messages are about to be consumed; returns null when nobody listens. */
  @Nullable ConsumeMessageContext before(
      String group, List<MessageExt> messages, MessageQueue queue) {
    if (hooks.isEmpty()) {
      return null;
    }
    ConsumeMessageContext context = new ConsumeMessageContext();
    context.setConsumerGroup(group);
    context.setNamespace(consumer.getNamespace());
    context.setAccessChannel(consumer.getAccessChannel());
    context.setMq(queue);
    context.setMsgList(messages);
    each(hook -> hook.consumeMessageBefore(context));
    return context;
  }

  /** Tells how it went. */
  void after(ConsumeMessageContext context, String status, boolean success) {
    context.setStatus(status);
    context.setSuccess(success);
    each(hook -> hook.consumeMessageAfter(context));
  }

  /** Tells of messages that the application has taken, which counts as consuming them. */
  void taken(String group, List<MessageExt> messages, MessageQueue queue) {
    ConsumeMessageContext context = before(group, messages, queue);
    if (context != null) {
      after(context, "CONSUME_SUCCESS", true);
    }
  }

  private void each(Consumer<ConsumeMessageHook> call) {
    for (ConsumeMessageHook hook : hooks) {
      try {
        call.accept(hook);
      } catch (Throwable e) {
        log.warn("the hook {} failed", hook.hookName(), e);
      }
    }
  }
}
