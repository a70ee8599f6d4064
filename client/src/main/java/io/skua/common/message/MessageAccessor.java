package io.skua.common.message;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the properties of a message that belong to the system, without the check that
 * {@link Message#putUserProperty} makes. For frameworks; an application has no need of it.
 */
public class MessageAccessor {
  /** There is nothing to create; kept because the constructor has always been public. */
  public MessageAccessor() {}

  /** Removes a property, if it is there. */
  public static void clearProperty(Message msg, String name) {
    msg.clearProperty(name);
  }

  /** Replaces all properties; the map is not copied, and null means none. */
  public static void setProperties(Message msg, @Nullable Map<String, String> properties) {
    msg.setProperties(properties);
  }

  /**
   * Replaces all properties by those of a property string (protocol 4.3), which is read when
   * somebody asks for one of them.
   */
  public static void setProperties(Message msg, String properties) {
    msg.setProperties(new LazyProperties(properties));
  }

  /** Sets a property under any name. */
  public static void putProperty(Message msg, String name, String value) {
    msg.putProperty(name, value);
  }

  /** Sets the legacy transfer flag. */
  public static void setTransferFlag(Message msg, String unit) {
    msg.putProperty(MessageConst.PROPERTY_TRANSFER_FLAG, unit);
  }

  /** Returns the legacy transfer flag, or null. */
  public static @Nullable String getTransferFlag(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_TRANSFER_FLAG);
  }

  /** Sets the legacy correction flag. */
  public static void setCorrectionFlag(Message msg, String unit) {
    msg.putProperty(MessageConst.PROPERTY_CORRECTION_FLAG, unit);
  }

  /** Returns the legacy correction flag, or null. */
  public static @Nullable String getCorrectionFlag(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_CORRECTION_FLAG);
  }

  /** Sets the id that the message had when it was first delivered. */
  public static void setOriginMessageId(Message msg, String originMessageId) {
    msg.putProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID, originMessageId);
  }

  /** Returns the id that a retried message had when it was first delivered, or null. */
  public static @Nullable String getOriginMessageId(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID);
  }

  /** Sets the legacy flag of a message that came from another product. */
  public static void setMQ2Flag(Message msg, String flag) {
    msg.putProperty(MessageConst.PROPERTY_MQ2_FLAG, flag);
  }

  /** Returns the legacy flag of a message that came from another product, or null. */
  public static @Nullable String getMQ2Flag(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_MQ2_FLAG);
  }

  /** Sets how often the message has been consumed again, as a decimal number. */
  public static void setReconsumeTime(Message msg, String reconsumeTimes) {
    msg.putProperty(MessageConst.PROPERTY_RECONSUME_TIME, reconsumeTimes);
  }

  /** Returns how often a message sent back by its consumer has been consumed again, or null. */
  public static @Nullable String getReconsumeTime(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_RECONSUME_TIME);
  }

  /** Sets how often the message may be consumed again, as a decimal number. */
  public static void setMaxReconsumeTimes(Message msg, String maxReconsumeTimes) {
    msg.putProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES, maxReconsumeTimes);
  }

  /** Returns how often a message sent back by its consumer may be consumed again, or null. */
  public static @Nullable String getMaxReconsumeTimes(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES);
  }

  /** Sets when consumption began, in milliseconds since 1970-01-01T00:00Z, as a decimal number. */
  public static void setConsumeStartTimeStamp(Message msg, String propertyConsumeStartTimeStamp) {
    msg.putProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP, propertyConsumeStartTimeStamp);
  }

  /** Returns when this client began to consume the message, or null if it has not. */
  public static @Nullable String getConsumeStartTimeStamp(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP);
  }

  /**
   * Returns a message of the same topic, body, flag and properties. It is shallow: body and
   * property map are shared with the original. The transaction id is left out.
   */
  public static Message cloneMessage(Message msg) {
    Message copy = new Message(msg.getTopic(), msg.getBody());
    copy.setFlag(msg.getFlag());
    copy.setProperties(msg.getProperties());
    return copy;
  }

  /** Returns a copy of the properties that can be changed, or null for null. */
  public static @Nullable Map<String, String> deepCopyProperties(
      @Nullable Map<String, String> properties) {
    return properties == null ? null : new HashMap<>(properties);
  }
}
