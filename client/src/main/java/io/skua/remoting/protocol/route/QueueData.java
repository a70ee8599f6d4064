package io.skua.remoting.protocol.route;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many queues of a topic one broker has. Ordered by the broker's name. Not thread-safe. */
public class QueueData implements Comparable<QueueData> {
  private String brokerName = "";
  private int readQueueNums;
  private int writeQueueNums;
  private int perm;
  private int topicSysFlag;

  /** Creates one without queues. */
  public QueueData() {}

  /** Creates a copy. */
  public QueueData(QueueData queueData) {
    brokerName = queueData.brokerName;
    readQueueNums = queueData.readQueueNums;
    writeQueueNums = queueData.writeQueueNums;
    perm = queueData.perm;
    topicSysFlag = queueData.topicSysFlag;
  }

  /** Returns the name of the broker. */
  public String getBrokerName() {
    return brokerName;
  }

  /** Sets the name of the broker. */
  public void setBrokerName(String brokerName) {
    this.brokerName = brokerName;
  }

  /** Returns how many queues can be read. */
  public int getReadQueueNums() {
    return readQueueNums;
  }

  /** Sets how many queues can be read. */
  public void setReadQueueNums(int readQueueNums) {
    this.readQueueNums = readQueueNums;
  }

  /** Returns how many queues can be written. */
  public int getWriteQueueNums() {
    return writeQueueNums;
  }

  /** Sets how many queues can be written. */
  public void setWriteQueueNums(int writeQueueNums) {
    this.writeQueueNums = writeQueueNums;
  }

  /** Returns the permission bits: 4 read, 2 write, 1 inherit. */
  public int getPerm() {
    return perm;
  }

  /** Sets the permission bits: 4 read, 2 write, 1 inherit. */
  public void setPerm(int perm) {
    this.perm = perm;
  }

  /** Returns the flags of the topic. */
  public int getTopicSysFlag() {
    return topicSysFlag;
  }

  /** Sets the flags of the topic. */
  public void setTopicSysFlag(int topicSysFlag) {
    this.topicSysFlag = topicSysFlag;
  }

  @Override
  public int compareTo(QueueData o) {
    return brokerName.compareTo(o.brokerName);
  }

  @Override
  public boolean equals(@Nullable Object obj) {
    return obj instanceof QueueData other
        && brokerName.equals(other.brokerName)
        && readQueueNums == other.readQueueNums
        && writeQueueNums == other.writeQueueNums
        && perm == other.perm
        && topicSysFlag == other.topicSysFlag;
  }

  @Override
  public int hashCode() {
    return Objects.hash(brokerName, readQueueNums, writeQueueNums, perm, topicSysFlag);
  }

  @Override
  public String toString() {
    return "QueueData [brokerName="
        + brokerName
        + ", readQueueNums="
        + readQueueNums
        + ", writeQueueNums="
        + writeQueueNums
        + ", perm="
        + perm
        + ", topicSysFlag="
        + topicSysFlag
        + "]";
  }
}
