package io.skua.client.hook;

import io.skua.client.AccessChannel;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a listener, as hooks see it: the same object before and after. For the thread of that
 * call.
 */
public class ConsumeMessageContext {
  private String consumerGroup = "";
  private List<MessageExt> msgList = List.of();
  private @Nullable MessageQueue mq;
  private boolean success;
  private @Nullable String status;
  private @Nullable Object mqTraceContext;
  private Map<String, String> props = new HashMap<>();
  private @Nullable String namespace;
  private @Nullable AccessChannel accessChannel;

  /** Creates a context in which nothing is set. */
  public ConsumeMessageContext() {}

  /** Returns the group, with the namespace. */
  public String getConsumerGroup() {
    return consumerGroup;
  }

  /** Sets the group. */
  public void setConsumerGroup(String consumerGroup) {
    this.consumerGroup = consumerGroup;
  }

  /** Returns the messages. */
  public List<MessageExt> getMsgList() {
    return msgList;
  }

  /** Sets the messages. */
  public void setMsgList(List<MessageExt> msgList) {
    this.msgList = msgList;
  }

  /** Returns the queue that the messages are from. */
  public @Nullable MessageQueue getMq() {
    return mq;
  }

  /** Sets the queue. */
  public void setMq(@Nullable MessageQueue mq) {
    this.mq = mq;
  }

  /** Says, after the call, whether the listener took the messages. */
  public boolean isSuccess() {
    return success;
  }

  /** Sets whether the listener took the messages. */
  public void setSuccess(boolean success) {
    this.success = success;
  }

  /** Returns what a hook has put here to find it again after the call. */
  public @Nullable Object getMqTraceContext() {
    return mqTraceContext;
  }

  /** Sets what a hook wants to find again after the call. */
  public void setMqTraceContext(@Nullable Object mqTraceContext) {
    this.mqTraceContext = mqTraceContext;
  }

  /**
   * Returns more about the call; after it, {@code ConsumeContextType} is the name of a {@link
   * io.skua.client.consumer.listener.ConsumeReturnType}.
   */
  public Map<String, String> getProps() {
    return props;
  }

  /** Sets more about the call. */
  public void setProps(Map<String, String> props) {
    this.props = props;
  }

  /** Returns, after the call, what the listener returned, in words. */
  public @Nullable String getStatus() {
    return status;
  }

  /** Sets what the listener returned. */
  public void setStatus(@Nullable String status) {
    this.status = status;
  }

  /** Returns the consumer's namespace of version 1, or null. */
  public @Nullable String getNamespace() {
    return namespace;
  }

  /** Sets the namespace. */
  public void setNamespace(@Nullable String namespace) {
    this.namespace = namespace;
  }

  /** Returns where the consumer says that it is. */
  public @Nullable AccessChannel getAccessChannel() {
    return accessChannel;
  }

  /** Sets where the consumer says that it is. */
  public void setAccessChannel(@Nullable AccessChannel accessChannel) {
    this.accessChannel = accessChannel;
  }
}
