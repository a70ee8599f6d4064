package io.skua.client.consumer;

import io.skua.client.MQAdmin;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What consumers of all kinds can do. */
public interface MQConsumer extends MQAdmin {
  /**
   * Gives a message back, to come again to the group. Waits until a broker has it.
   *
   * @param delayLevel -1: never again, it is a dead letter; 0: the broker decides; more: the level
   */
  void sendMessageBack(MessageExt msg, int delayLevel)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

  /**
   * As the shorter form.
   *
   * @param brokerName the broker that has the message; null for the one that it came from
   */
  void sendMessageBack(MessageExt msg, int delayLevel, @Nullable String brokerName)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

  /** Returns the queues of a topic that can be read, as the name server has them now. */
  Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException;
}
