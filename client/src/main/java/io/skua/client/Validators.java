package io.skua.client;

import io.skua.client.exception.MQClientException;
import io.skua.client.exception.MessageTooLargeException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.TopicConfig;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.topic.TopicValidator;
import io.skua.wire.code.ResponseCode;
import java.io.File;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a client checks before it asks a server (protocol 4.6 and 6.7). Each check returns normally
 * or throws an {@link MQClientException} that says what is wrong. Safe for use from any thread.
 */
public class Validators {
  /** Longest group name, in characters. */
  public static final int CHARACTER_MAX_LENGTH = 255;

  /** Longest topic name, in characters. */
  public static final int TOPIC_MAX_LENGTH = 127;

  /** Code of an illegal message: MESSAGE_ILLEGAL of protocol 1.8. */
  private static final int MESSAGE_ILLEGAL = 13;

  private static final String ALLOWED = "^[%|a-zA-Z0-9_-]+$";

  /** There is nothing to create; kept because the constructor has always been public. */
  public Validators() {}

  /** Checks that a group is not blank, not too long, and has allowed characters only. */
  public static void checkGroup(@Nullable String group) throws MQClientException {
    if (group == null || group.isBlank()) {
      throw new MQClientException("the specified group is blank", null);
    }
    if (group.length() > CHARACTER_MAX_LENGTH) {
      throw new MQClientException(
          "the specified group is longer than group max length " + CHARACTER_MAX_LENGTH + ".",
          null);
    }
    if (TopicValidator.isTopicOrGroupIllegal(group)) {
      throw new MQClientException(
          "the specified group["
              + group
              + "] contains illegal characters, allowing only "
              + ALLOWED,
          null);
    }
  }

  /**
   * Checks that a message can be sent: its topic, whether clients may write to it, and its body.
   *
   * @param maxMessageSize the longest body, in bytes, before compression
   * @throws MQClientException with code 13 for the message itself, and without a code for the topic
   */
  public static void checkMessage(@Nullable Message msg, int maxMessageSize)
      throws MQClientException {
    if (msg == null) {
      throw illegal("the message is null");
    }
    String topic = msg.getTopic();
    checkTopic(topic);
    isNotAllowedSendTopic(topic);
    checkBody(msg.getBody(), maxMessageSize);
    checkLightQueues(msg.getUserProperty(MessageConst.PROPERTY_INNER_MULTI_DISPATCH));
  }

  /** Checks a message as {@link #checkMessage(Message, int)} does, with a producer's limit. */
  public static void checkMessage(@Nullable Message msg, DefaultMQProducer defaultMQProducer)
      throws MQClientException {
    checkMessage(msg, defaultMQProducer.getMaxMessageSize());
  }

  /** Checks that what may be done with a topic is a sum of 4, 2 and 1. */
  public static void checkTopicConfig(TopicConfig topicConfig) throws MQClientException {
    if (!isPermission(topicConfig.getPerm())) {
      throw new MQClientException(
          ResponseCode.NO_PERMISSION,
          "topicPermission value: " + topicConfig.getPerm() + " is invalid.");
    }
  }

  /** Checks that what may be done with a broker, its {@code brokerPermission}, is such a sum. */
  public static void checkBrokerConfig(Properties brokerConfig) throws MQClientException {
    String permission = brokerConfig.getProperty("brokerPermission");
    if (permission != null && !isPermission(Integer.parseInt(permission))) {
      throw new MQClientException(
          ResponseCode.NO_PERMISSION, "brokerPermission value: " + permission + " is invalid.");
    }
  }

  private static boolean isPermission(int value) {
    return value >= 0 && value < 8;
  }

  private static void checkBody(byte @Nullable [] body, int maxMessageSize)
      throws MQClientException {
    if (body == null) {
      throw illegal("the message body is null");
    }
    if (body.length == 0) {
      throw illegal("the message body length is zero");
    }
    if (body.length > maxMessageSize) {
      throw tooLarge(body.length, maxMessageSize);
    }
  }

  /** Returns the exception of a message, or of a batch, that is larger than a producer sends. */
  public static MQClientException tooLarge(int length, int maxMessageSize) {
    return new MessageTooLargeException(
        "the message body size over max value, MAX: "
            + maxMessageSize
            + ". It has "
            + length
            + " bytes. Brokers have a limit of their own, maxMessageSize there, "
            + 4 * 1024 * 1024
            + " by default");
  }

  private static void checkLightQueues(@Nullable String queues) throws MQClientException {
    // Brokers of the reference make a folder of each name.
    if (queues != null && queues.contains(File.separator)) {
      throw illegal(
          MessageConst.PROPERTY_INNER_MULTI_DISPATCH
              + " "
              + queues
              + " can not contains "
              + File.separator
              + " character");
    }
  }

  private static MQClientException illegal(String text) {
    return new MQClientException(MESSAGE_ILLEGAL, text);
  }

  /** Checks that a topic is not blank, not too long, and has allowed characters only. */
  public static void checkTopic(@Nullable String topic) throws MQClientException {
    if (topic == null || topic.isBlank()) {
      throw new MQClientException("The specified topic is blank", null);
    }
    if (topic.length() > TOPIC_MAX_LENGTH) {
      throw new MQClientException(
          "The specified topic is longer than topic max length " + TOPIC_MAX_LENGTH + ".", null);
    }
    if (TopicValidator.isTopicOrGroupIllegal(topic)) {
      throw new MQClientException(
          "The specified topic["
              + topic
              + "] contains illegal characters, allowing only "
              + ALLOWED,
          null);
    }
  }

  /** Checks that a topic does not belong to the system, whatever the name of this method says. */
  public static void isSystemTopic(String topic) throws MQClientException {
    if (TopicValidator.isSystemTopic(topic)) {
      throw new MQClientException("The topic[" + topic + "] is conflict with system topic.", null);
    }
  }

  /** Checks that clients may write to a topic, whatever the name of this method says. */
  public static void isNotAllowedSendTopic(@Nullable String topic) throws MQClientException {
    if (topic != null && TopicValidator.isNotAllowedSendTopic(topic)) {
      throw new MQClientException("Sending message to topic[" + topic + "] is forbidden.", null);
    }
  }
}
