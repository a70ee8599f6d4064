package io.skua.common;

import io.skua.common.attribute.TopicMessageType;
import io.skua.wire.MalformedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a topic is set up on a broker. Not thread-safe. */
public class TopicConfig {
  /** How many queues a new configuration has for readers. */
  public static volatile int defaultReadQueueNums = 16;

  /** How many queues a new configuration has for writers. */
  public static volatile int defaultWriteQueueNums = 16;

  private static final int READ_AND_WRITE = 6;
  private static final String MESSAGE_TYPE = "message.type";

  private @Nullable String topicName;
  private int readQueueNums = defaultReadQueueNums;
  private int writeQueueNums = defaultWriteQueueNums;
  private int perm = READ_AND_WRITE;
  private TopicFilterType topicFilterType = TopicFilterType.SINGLE_TAG;
  private int topicSysFlag;
  private boolean order;
  private Map<String, String> attributes = new HashMap<>();

  /** Creates a configuration whose topic has to be set. */
  public TopicConfig() {}

  /** Creates a configuration with as many queues as by default. */
  public TopicConfig(@Nullable String topicName) {
    this.topicName = topicName;
  }

  /** Creates a configuration whose queues are to be read and written. */
  public TopicConfig(@Nullable String topicName, int readQueueNums, int writeQueueNums) {
    this(topicName, readQueueNums, writeQueueNums, READ_AND_WRITE);
  }

  /** Creates a configuration. */
  public TopicConfig(@Nullable String topicName, int readQueueNums, int writeQueueNums, int perm) {
    this(topicName, readQueueNums, writeQueueNums, perm, 0);
  }

  /** Creates a configuration. */
  public TopicConfig(
      @Nullable String topicName,
      int readQueueNums,
      int writeQueueNums,
      int perm,
      int topicSysFlag) {
    this.topicName = topicName;
    this.readQueueNums = readQueueNums;
    this.writeQueueNums = writeQueueNums;
    this.perm = perm;
    this.topicSysFlag = topicSysFlag;
  }

  /** Creates a copy. */
  public TopicConfig(TopicConfig other) {
    this(
        other.topicName, other.readQueueNums, other.writeQueueNums, other.perm, other.topicSysFlag);
    this.topicFilterType = other.topicFilterType;
    this.order = other.order;
    this.attributes = other.attributes;
  }

  /** Returns it as a line of text, without order and flags: {@link #decode} reads it. */
  public String encode() {
    return TopicLine.of(this);
  }

  /**
   * Takes over what a line says.
   *
   * @return whether it could be read; if not, nothing has changed
   */
  public boolean decode(String in) {
    io.skua.wire.body.TopicConfig read;
    try {
      read = io.skua.wire.body.TopicConfig.parseLine(in);
    } catch (MalformedException e) {
      return false;
    }
    topicName = read.topicName();
    readQueueNums = read.readQueueNums();
    writeQueueNums = read.writeQueueNums();
    perm = read.perm();
    topicFilterType = TopicFilterType.valueOf(read.filterType().name());
    attributes = new HashMap<>(read.attributes());
    return true;
  }

  /** Returns the topic. */
  public @Nullable String getTopicName() {
    return topicName;
  }

  /** Sets the topic. */
  public void setTopicName(@Nullable String topicName) {
    this.topicName = topicName;
  }

  /** Returns how many queues there are to read. */
  public int getReadQueueNums() {
    return readQueueNums;
  }

  /** Sets how many queues there are to read. */
  public void setReadQueueNums(int readQueueNums) {
    this.readQueueNums = readQueueNums;
  }

  /** Returns how many queues there are to write. */
  public int getWriteQueueNums() {
    return writeQueueNums;
  }

  /** Sets how many queues there are to write. */
  public void setWriteQueueNums(int writeQueueNums) {
    this.writeQueueNums = writeQueueNums;
  }

  /** Returns what may be done: 4 to read, 2 to write, 1 to inherit, and sums of them. */
  public int getPerm() {
    return perm;
  }

  /** Sets what may be done; see {@link #getPerm}. */
  public void setPerm(int perm) {
    this.perm = perm;
  }

  /** Returns how messages are filtered. */
  public TopicFilterType getTopicFilterType() {
    return topicFilterType;
  }

  /** Sets how messages are filtered. */
  public void setTopicFilterType(TopicFilterType topicFilterType) {
    this.topicFilterType = topicFilterType;
  }

  /** Returns the flags of the system. */
  public int getTopicSysFlag() {
    return topicSysFlag;
  }

  /** Sets the flags of the system. */
  public void setTopicSysFlag(int topicSysFlag) {
    this.topicSysFlag = topicSysFlag;
  }

  /** Says whether the order of the queues is configured. */
  public boolean isOrder() {
    return order;
  }

  /** Sets whether the order of the queues is configured. */
  public void setOrder(boolean isOrder) {
    this.order = isOrder;
  }

  /** Returns the attributes: the map itself. */
  public Map<String, String> getAttributes() {
    return attributes;
  }

  /** Replaces the attributes. */
  public void setAttributes(Map<String, String> attributes) {
    this.attributes = attributes;
  }

  /** Returns which messages the topic is for, by its attribute {@code message.type}. */
  public TopicMessageType getTopicMessageType() {
    String type = attributes.get(MESSAGE_TYPE);
    return type == null ? TopicMessageType.NORMAL : TopicMessageType.valueOf(type);
  }

  /** Sets which messages the topic is for. */
  public void setTopicMessageType(TopicMessageType topicMessageType) {
    attributes.put(MESSAGE_TYPE, topicMessageType.getValue());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TopicConfig other
        && readQueueNums == other.readQueueNums
        && writeQueueNums == other.writeQueueNums
        && perm == other.perm
        && topicSysFlag == other.topicSysFlag
        && order == other.order
        && Objects.equals(topicName, other.topicName)
        && topicFilterType == other.topicFilterType
        && attributes.equals(other.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topicName, readQueueNums, writeQueueNums, perm, topicSysFlag, order);
  }

  @Override
  public String toString() {
    return "TopicConfig [topicName="
        + topicName
        + ", readQueueNums="
        + readQueueNums
        + ", writeQueueNums="
        + writeQueueNums
        + ", perm="
        + ((perm & 4) == 0 ? "-" : "R")
        + ((perm & 2) == 0 ? "-" : "W")
        + ((perm & 1) == 0 ? "-" : "X")
        + ", topicFilterType="
        + topicFilterType
        + ", topicSysFlag="
        + topicSysFlag
        + ", order="
        + order
        + ", attributes="
        + attributes
        + "]";
  }
}
