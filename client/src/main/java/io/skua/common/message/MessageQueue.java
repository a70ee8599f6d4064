package io.skua.common.message;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One queue of a topic on one broker: the unit that keeps order and that a consumer is assigned.
 *
 * <p>Equal when topic, broker name and queue id are equal. Ordered by topic, then broker name, then
 * queue id. Not safe for use while another thread changes it; do not change it while it is a key of
 * a map.
 */
public class MessageQueue implements Comparable<MessageQueue>, Serializable {
  private static final long serialVersionUID = 6191200464116433425L;

  private String topic;
  private String brokerName;
  private int queueId;

  /** Creates a queue without topic and broker name: both are null until the setters are called. */
  // The names are null on purpose here: this constructor is for code that fills in by setters.
  @SuppressWarnings("NullAway.Init")
  public MessageQueue() {}

  /** Creates a copy. */
  public MessageQueue(MessageQueue other) {
    this(other.topic, other.brokerName, other.queueId);
  }

  /**
   * Creates a queue.
   *
   * @param topic the topic it belongs to
   * @param brokerName the name, not the address, of the broker that holds it
   * @param queueId its number in the topic on that broker, from 0
   */
  public MessageQueue(String topic, String brokerName, int queueId) {
    this.topic = topic;
    this.brokerName = brokerName;
    this.queueId = queueId;
  }

  /** Returns the topic; null only when neither a constructor nor {@link #setTopic} named one. */
  public String getTopic() {
    return topic;
  }

  /** Sets the topic. */
  public void setTopic(String topic) {
    this.topic = topic;
  }

  /** Returns the broker's name; null only when nobody has named one. */
  public String getBrokerName() {
    return brokerName;
  }

  /** Sets the broker's name. */
  public void setBrokerName(String brokerName) {
    this.brokerName = brokerName;
  }

  /** Returns the number of the queue in its topic on its broker, from 0. */
  public int getQueueId() {
    return queueId;
  }

  /** Sets the number of the queue. */
  public void setQueueId(int queueId) {
    this.queueId = queueId;
  }

  @Override
  public int hashCode() {
    // Written out: queues are keys on the send path, and Objects.hash would allocate twice.
    int hash = 31 + Objects.hashCode(brokerName);
    hash = 31 * hash + queueId;
    return 31 * hash + Objects.hashCode(topic);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof MessageQueue that
            && queueId == that.queueId
            && Objects.equals(brokerName, that.brokerName)
            && Objects.equals(topic, that.topic));
  }

  /** Returns the form that logs know: {@code MessageQueue [topic=T, brokerName=b, queueId=1]}. */
  @Override
  public String toString() {
    return "MessageQueue [topic="
        + topic
        + ", brokerName="
        + brokerName
        + ", queueId="
        + queueId
        + "]";
  }

  /**
   * Compares by topic, broker name and queue id, in this order.
   *
   * @throws NullPointerException if a name that has to be compared is null
   */
  @Override
  public int compareTo(MessageQueue other) {
    int byTopic = topic.compareTo(other.topic);
    if (byTopic != 0) {
      return byTopic;
    }
    int byBroker = brokerName.compareTo(other.brokerName);
    return byBroker != 0 ? byBroker : Integer.compare(queueId, other.queueId);
  }
}
