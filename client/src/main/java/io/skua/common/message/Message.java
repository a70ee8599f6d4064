package io.skua.common.message;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to send: a topic, a body of bytes, and named properties.
 *
 * <p>Everything except topic, body and {@link #getFlag() flag} travels as a property: a name and a
 * value, neither of which may contain the characters U+0001 and U+0002, together at most 32767
 * bytes (protocol 4.3, 4.8). Names in {@link MessageConst#STRING_HASH_SET} belong to the system.
 *
 * <p>Nothing is checked here beyond the names of user properties; a send checks the message as a
 * whole. Not safe for use by several threads, and not to be changed between the call of a send and
 * its end. A send may set properties: the unique id, for one.
 */
public class Message implements Serializable {
  private static final long serialVersionUID = 8445773977080406428L;

  private @Nullable String topic;
  private int flag;
  private @Nullable Map<String, String> properties;
  private byte @Nullable [] body;
  private @Nullable String transactionId;

  /** Creates a message with no topic, body or properties. */
  public Message() {}

  /** Creates a message without tag and keys. The array is not copied. */
  public Message(@Nullable String topic, byte @Nullable [] body) {
    this(topic, "", "", 0, body, true);
  }

  /** Creates a message with a tag; null or empty means none. The array is not copied. */
  public Message(@Nullable String topic, @Nullable String tags, byte @Nullable [] body) {
    this(topic, tags, "", 0, body, true);
  }

  /** Creates a message with a tag and keys; null or empty means none. The array is not copied. */
  public Message(
      @Nullable String topic,
      @Nullable String tags,
      @Nullable String keys,
      byte @Nullable [] body) {
    this(topic, tags, keys, 0, body, true);
  }

  /**
   * Creates a message. The array is not copied.
   *
   * @param topic where it goes; needed at the latest when it is sent
   * @param tags the tag that consumers filter by; null or empty means none
   * @param keys business keys, separated by one blank; null or empty means none
   * @param flag a number for the application's own use
   * @param body the content; needed, and not empty, at the latest when it is sent
   * @param waitStoreMsgOK see {@link #setWaitStoreMsgOK}
   */
  public Message(
      @Nullable String topic,
      @Nullable String tags,
      @Nullable String keys,
      int flag,
      byte @Nullable [] body,
      boolean waitStoreMsgOK) {
    this.topic = topic;
    this.flag = flag;
    this.body = body;
    if (tags != null && !tags.isEmpty()) {
      putProperty(MessageConst.PROPERTY_TAGS, tags);
    }
    if (keys != null && !keys.isEmpty()) {
      putProperty(MessageConst.PROPERTY_KEYS, keys);
    }
    putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, Boolean.toString(waitStoreMsgOK));
  }

  /** Sets the business keys, separated by one blank; brokers index the message by each of them. */
  public void setKeys(String keys) {
    putProperty(MessageConst.PROPERTY_KEYS, keys);
  }

  /** Sets the business keys; a key that contains a blank counts as several. */
  public void setKeys(Collection<String> keyCollection) {
    setKeys(String.join(MessageConst.KEY_SEPARATOR, keyCollection));
  }

  /** Returns the business keys, separated by one blank, or null if there are none. */
  public @Nullable String getKeys() {
    return getProperty(MessageConst.PROPERTY_KEYS);
  }

  /** Sets a property under any name. For the system's own names; see {@link MessageAccessor}. */
  void putProperty(String name, String value) {
    if (properties == null) {
      properties = new HashMap<>(4); // most messages have three properties or fewer
    }
    if (properties instanceof LazyProperties lazy) {
      lazy.add(name, value);
    } else {
      properties.put(name, value);
    }
  }

  /** Removes a property, if it is there. */
  void clearProperty(String name) {
    if (properties != null) {
      properties.remove(name);
    }
  }

  /** Replaces all properties; the map is not copied. */
  void setProperties(@Nullable Map<String, String> properties) {
    this.properties = properties;
  }

  /**
   * Sets a property of the application, which travels with the message and can be filtered by.
   *
   * @throws IllegalArgumentException if the name belongs to the system ({@link
   *     MessageConst#STRING_HASH_SET}), or if name or value is null or blank
   */
  public void putUserProperty(@Nullable String name, @Nullable String value) {
    if (MessageConst.STRING_HASH_SET.contains(name)) {
      throw new IllegalArgumentException(
          "The Property<" + name + "> is used by system, input another please");
    }
    // "Blank" is trim here, not isBlank: U+3000 and the like are values that people have sent.
    if (name == null || value == null || name.trim().isEmpty() || value.trim().isEmpty()) {
      throw new IllegalArgumentException(
          "The name or value of property can not be null or blank string!");
    }
    putProperty(name, value);
  }

  /** Returns the value of a property, or null: the same as {@link #getProperty}. */
  public @Nullable String getUserProperty(String name) {
    return getProperty(name);
  }

  /** Returns the value of a property of the application or of the system, or null. */
  public @Nullable String getProperty(String name) {
    return properties == null ? null : properties.get(name);
  }

  /** Tells whether there is a property of this name. */
  public boolean hasProperty(String name) {
    return properties != null && properties.containsKey(name);
  }

  /** Returns the topic, or null if none has been set. */
  public @Nullable String getTopic() {
    return topic;
  }

  /** Sets the topic. */
  public void setTopic(@Nullable String topic) {
    this.topic = topic;
  }

  /** Returns the tag that consumers filter by, or null. */
  public @Nullable String getTags() {
    return getProperty(MessageConst.PROPERTY_TAGS);
  }

  /** Sets the tag that consumers filter by. One message has one tag, whatever the name says. */
  public void setTags(String tags) {
    putProperty(MessageConst.PROPERTY_TAGS, tags);
  }

  /**
   * Returns the delay level, or 0 for none.
   *
   * @throws NumberFormatException if the property is there and not a number
   */
  public int getDelayTimeLevel() {
    String level = getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL);
    return level == null ? 0 : Integer.parseInt(level);
  }

  /**
   * Asks for delivery after a delay that the broker has a level for; by default 1 is one second and
   * 18 is two hours. Not possible in a batch.
   */
  public void setDelayTimeLevel(int level) {
    putProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL, Integer.toString(level));
  }

  /** Returns the setting of {@link #setWaitStoreMsgOK}; true when it was never set. */
  public boolean isWaitStoreMsgOK() {
    String wait = getProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK);
    return wait == null || Boolean.parseBoolean(wait);
  }

  /**
   * Says whether the broker answers only when the message is as safe as the broker's own settings
   * promise (on disk, on replicas). With false it answers as soon as it has the message.
   */
  public void setWaitStoreMsgOK(boolean waitStoreMsgOK) {
    putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, Boolean.toString(waitStoreMsgOK));
  }

  /** Sets the namespace of the sender. A send does this where it is needed. */
  public void setInstanceId(String instanceId) {
    putProperty(MessageConst.PROPERTY_INSTANCE_ID, instanceId);
  }

  /** Returns the application's own number, which travels unchanged; 0 when it was never set. */
  public int getFlag() {
    return flag;
  }

  /** Sets the application's own number. */
  public void setFlag(int flag) {
    this.flag = flag;
  }

  /** Returns the body itself, not a copy, or null if none has been set. */
  public byte @Nullable [] getBody() {
    return body;
  }

  /** Sets the body; the array is not copied. */
  public void setBody(byte @Nullable [] body) {
    this.body = body;
  }

  /** Returns the live map of all properties, or null as long as none was ever set. */
  public @Nullable Map<String, String> getProperties() {
    return properties;
  }

  /** Returns the legacy buyer id, or null. */
  public @Nullable String getBuyerId() {
    return getProperty(MessageConst.PROPERTY_BUYER_ID);
  }

  /** Sets the legacy buyer id. */
  public void setBuyerId(String buyerId) {
    putProperty(MessageConst.PROPERTY_BUYER_ID, buyerId);
  }

  /** Returns the id of the transaction that this message belongs to, or null. Never sent. */
  public @Nullable String getTransactionId() {
    return transactionId;
  }

  /** Sets the id of the transaction. */
  public void setTransactionId(@Nullable String transactionId) {
    this.transactionId = transactionId;
  }

  /** Returns all fields, the body as decimal bytes: long for a long body. */
  @Override
  public String toString() {
    return "Message{topic='"
        + topic
        + "', flag="
        + flag
        + ", properties="
        + properties
        + ", body="
        + Arrays.toString(body)
        + ", transactionId='"
        + transactionId
        + "'}";
  }

  /** Asks for delivery this many seconds after the broker has it; needs a broker with a timer. */
  public void setDelayTimeSec(long sec) {
    putProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC, Long.toString(sec));
  }

  /** Returns the delay in seconds that was asked for, or 0. */
  public long getDelayTimeSec() {
    return number(MessageConst.PROPERTY_TIMER_DELAY_SEC);
  }

  /** Asks for delivery this many milliseconds after the broker has it; needs a timer there. */
  public void setDelayTimeMs(long timeMs) {
    putProperty(MessageConst.PROPERTY_TIMER_DELAY_MS, Long.toString(timeMs));
  }

  /** Returns the delay in milliseconds that was asked for, or 0. */
  public long getDelayTimeMs() {
    return number(MessageConst.PROPERTY_TIMER_DELAY_MS);
  }

  /** Asks for delivery at a time, in milliseconds since 1970-01-01T00:00Z. */
  public void setDeliverTimeMs(long timeMs) {
    putProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS, Long.toString(timeMs));
  }

  /** Returns the time of delivery that was asked for, or 0. */
  public long getDeliverTimeMs() {
    return number(MessageConst.PROPERTY_TIMER_DELIVER_MS);
  }

  private long number(String name) {
    String value = getProperty(name);
    return value == null ? 0 : Long.parseLong(value);
  }
}
