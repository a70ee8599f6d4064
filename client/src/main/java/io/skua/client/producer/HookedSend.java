package io.skua.client.producer;

import io.skua.client.exception.MQClientException;
import io.skua.client.hook.CheckForbiddenContext;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.impl.CommunicationMode;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.send.AttemptHooks;
import io.skua.client.internal.send.CallbackThreads;
import io.skua.client.internal.send.MessageEncoder;
import io.skua.client.internal.send.Outcome;
import io.skua.client.internal.send.Outgoing;
import io.skua.client.internal.send.SendPlan;
import io.skua.common.message.Message;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageQueue;
import io.skua.common.message.MessageType;
import io.skua.net.Address;
import io.skua.wire.message.MessageProperties;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The hooks of a producer around one send. There is one only while there are hooks. */
final class HookedSend implements AttemptHooks {
  private static final int MESSAGE_ILLEGAL = 13;
  private static final String START_DELIVER_TIME = "__STARTDELIVERTIME";

  private final DefaultMQProducerImpl hooks;
  private final ClientInstance running;
  private final Executor executor;
  private final Message message;
  private final MessageEncoder.Rules rules;
  private final CommunicationMode mode;
  private @Nullable SendMessageContext context; // of the present attempt

  /**
   * Prepares for a send.
   *
   * @param executor runs what must not run on the loop
   */
  HookedSend(
      DefaultMQProducerImpl hooks,
      ClientInstance running,
      Executor executor,
      Message message,
      MessageEncoder.Rules rules,
      SendPlan plan) {
    this.hooks = hooks;
    this.running = running;
    this.executor = executor;
    this.message = message;
    this.rules = rules;
    this.mode =
        plan.oneWay()
            ? CommunicationMode.ONEWAY
            : plan.waits() ? CommunicationMode.SYNC : CommunicationMode.ASYNC;
  }

  @Override
  public void execute(Runnable step) {
    if (running.loop().inside()) {
      CallbackThreads.run(executor, step);
    } else {
      step.run();
    }
  }

  // --- before

  @Override
  public Outgoing before(Outgoing outgoing, PublishView.Queue queue, Address address)
      throws MQClientException {
    MessageQueue chosen =
        new MessageQueue(String.valueOf(message.getTopic()), queue.brokerName(), queue.queueId());
    if (hooks.hasCheckForbiddenHook()) {
      hooks.executeCheckForbiddenHook(toBeChecked(chosen, address));
    }
    context = null;
    if (!hooks.hasSendMessageHook()) {
      return outgoing;
    }
    byte[] body = message.getBody();
    SendMessageContext begun = begun(outgoing, chosen, address);
    context = begun;
    hooks.executeSendMessageHookBefore(begun);
    try {
      return changed(outgoing, body);
    } catch (RuntimeException e) {
      after(new Outcome.Broken(e));
      throw new MQClientException(
          MESSAGE_ILLEGAL, "the message cannot be sent as a hook left it: " + e.getMessage(), e);
    }
  }

  private CheckForbiddenContext toBeChecked(MessageQueue queue, Address address) {
    DefaultMQProducer producer = hooks.getDefaultMQProducer();
    CheckForbiddenContext check = new CheckForbiddenContext();
    check.setNameSrvAddr(producer.getNamesrvAddr());
    check.setGroup(producer.getProducerGroup());
    check.setCommunicationMode(mode);
    check.setBrokerAddr(address.toString());
    check.setMessage(message);
    check.setMq(queue);
    check.setUnitMode(producer.isUnitMode());
    return check;
  }

  private SendMessageContext begun(Outgoing outgoing, MessageQueue queue, Address address) {
    DefaultMQProducer producer = hooks.getDefaultMQProducer();
    SendMessageContext begun = new SendMessageContext();
    begun.setProducer(hooks);
    begun.setProducerGroup(producer.getProducerGroup());
    begun.setCommunicationMode(mode);
    begun.setBornHost(producer.getClientIP());
    begun.setBrokerAddr(address.toString());
    begun.setMessage(message);
    begun.setBodyLength(outgoing.body().length);
    begun.setMq(queue);
    begun.setNamespace(producer.getNamespace());
    begun.setMsgType(type());
    return begun;
  }

  // In this order, the later one wins: 5.3.3.
  private MessageType type() {
    if (message.hasProperty(START_DELIVER_TIME)
        || message.hasProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)) {
      return MessageType.Delay_Msg;
    }
    return "true".equals(message.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED))
        ? MessageType.Trans_Msg_Half
        : MessageType.Normal_Msg;
  }

  /** Hooks may change properties, which is how context travels, and the body. */
  private Outgoing changed(Outgoing outgoing, byte @Nullable [] before) {
    byte[] body = message.getBody();
    if (body == before || message instanceof MessageBatch) {
      Map<String, String> properties = message.getProperties();
      return outgoing.withProperties(
          MessageProperties.format(properties == null ? Map.of() : properties));
    }
    try {
      return running.encoder().encode(message, outgoing.topic(), rules);
    } finally {
      message.setBody(before);
    }
  }

  // --- after

  @Override
  public void after(Outcome outcome) {
    SendMessageContext ended = context;
    if (ended == null) {
      return;
    }
    if (outcome instanceof Outcome.Stored stored) {
      ended.setSendResult(stored.result());
    } else if (outcome instanceof Outcome.Failed failed) {
      ended.setException(Failures.ofAttempt(failed));
    } else if (outcome instanceof Outcome.Broken broken && broken.cause() instanceof Exception e) {
      ended.setException(e);
    }
    hooks.executeSendMessageHookAfter(ended);
  }
}
