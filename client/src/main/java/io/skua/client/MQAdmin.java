package io.skua.client;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.Map;

/**
 * What every started client can ask and tell about topics and queues. All methods block the caller
 * until the server has answered, and are safe for use from any thread.
 *
 * <p>They throw {@link MQClientException} if the client is not running, if no server that could
 * answer is known or reachable, or if the server refuses.
 */
public interface MQAdmin {
  /**
   * Creates a topic on every master broker that has the topic {@code key}; enough if one accepts.
   *
   * @param key an existing topic whose brokers are taken, such as {@code TBW102}
   * @param newTopic the name of the topic to create
   * @param queueNum the number of queues on each broker
   * @param attributes attributes such as {@code +message.type=FIFO}; may be empty
   */
  void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
      throws MQClientException;

  /**
   * Creates a topic with a system flag: 1 for a topic of one unit, 2 for a unit's subscription.
   * Otherwise as the shorter form.
   */
  void createTopic(
      String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
      throws MQClientException;

  /**
   * Returns the offset in a queue of the first message stored at a time or after it.
   *
   * @param timestamp milliseconds since 1970-01-01T00:00Z, by the broker's clock
   */
  long searchOffset(MessageQueue mq, long timestamp) throws MQClientException;

  /** Returns the offset that the next message of a queue will get. */
  long maxOffset(MessageQueue mq) throws MQClientException;

  /** Returns the offset of the oldest message that a queue still has. */
  long minOffset(MessageQueue mq) throws MQClientException;

  /** Returns when the oldest message of a queue was stored, in milliseconds since 1970. */
  long earliestMsgStoreTime(MessageQueue mq) throws MQClientException;

  /**
   * Finds the messages of a topic that have a key, on all brokers of the topic. A broker that does
   * not answer is left out, with a warning in the log.
   *
   * @param key one of the keys that {@link io.skua.common.message.Message#setKeys} has set
   * @param maxNum the most messages that each broker looks for; a broker has a limit of its own, 64
   *     unless it is configured
   * @param begin first store time that is wanted, in milliseconds since 1970-01-01T00:00Z, by the
   *     broker's clock
   * @param end last store time that is wanted, likewise
   * @return the messages; at least one
   * @throws MQClientException with the code 208 when there is no such message, 17 when there is no
   *     such topic; without a code when no broker answers
   */
  QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
      throws MQClientException, InterruptedException;

  /**
   * Returns one message: that which a broker's offset id ({@link
   * io.skua.client.producer.SendResult#getOffsetMsgId}) names, asked of the broker in the id; else,
   * or when that fails, the one of the last three days that has the id as its unique id ({@link
   * io.skua.client.producer.SendResult#getMsgId}).
   *
   * @throws MQClientException with the code 208 when there is no such message, 17 when there is no
   *     such topic; without a code when no broker answers
   */
  MessageExt viewMessage(String topic, String msgId)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
