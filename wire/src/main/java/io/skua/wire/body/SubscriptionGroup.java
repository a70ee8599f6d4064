package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a consumer group on a broker (protocol b 12.3). Missing members read as in
 * {@link #of}.
 *
 * @param consumeFromMinEnable kept for peers; nothing reads it
 * @param retryQueueNums the queues of the group's retry topic
 * @param retryMaxTimes after how many deliveries a message is dead
 * @param brokerId the member to read from
 * @param whichBrokerWhenConsumeSlowly the member to read old messages from
 * @param subscriptions what the group may subscribe to, if that is restricted
 */
public record SubscriptionGroup(
    String groupName,
    boolean consumeEnable,
    boolean consumeFromMinEnable,
    boolean consumeBroadcastEnable,
    boolean consumeMessageOrderly,
    int retryQueueNums,
    int retryMaxTimes,
    RetryPolicy retryPolicy,
    long brokerId,
    long whichBrokerWhenConsumeSlowly,
    boolean notifyConsumerIdsChangedEnable,
    int groupSysFlag,
    int consumeTimeoutMinute,
    @Nullable List<Subscription> subscriptions,
    SortedMap<String, String> attributes) {
  /** Copies the collections. */
  public SubscriptionGroup {
    subscriptions = subscriptions == null ? null : List.copyOf(subscriptions);
    attributes = Json.copy(attributes);
  }

  /** Makes a group with the defaults. */
  public static SubscriptionGroup of(String groupName) {
    return new SubscriptionGroup(
        groupName,
        true,
        true,
        true,
        false,
        1,
        16,
        RetryPolicy.DEFAULT,
        0,
        1,
        true,
        0,
        15,
        null,
        new TreeMap<>());
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static SubscriptionGroup parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static SubscriptionGroup parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, SubscriptionGroup::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, SubscriptionGroup::write);
  }

  /**
   * One topic that the group may subscribe to.
   *
   * @param version in milliseconds since 1970
   */
  public record Subscription(
      String topic, @Nullable String expressionType, @Nullable String expression, long version) {
    static Subscription read(JsonReader in) {
      String topic = "";
      String expressionType = null;
      String expression = null;
      long version = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "topic" -> topic = in.textOrEmpty();
          case "expressionType" -> expressionType = in.text();
          case "expression" -> expression = in.text();
          case "version" -> version = in.int64();
          default -> in.skip();
        }
      }
      return new Subscription(topic, expressionType, expression, version);
    }

    void write(JsonWriter out) {
      out.object()
          .member("expression", expression)
          .member("expressionType", expressionType)
          .member("topic", topic)
          .member("version", version)
          .endObject();
    }
  }

  static SubscriptionGroup read(JsonReader in) {
    String groupName = "";
    boolean consumeEnable = true;
    boolean consumeFromMinEnable = true;
    boolean consumeBroadcastEnable = true;
    boolean consumeMessageOrderly = false;
    int retryQueueNums = 1;
    int retryMaxTimes = 16;
    RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    long brokerId = 0;
    long whichBrokerWhenConsumeSlowly = 1;
    boolean notifyConsumerIdsChangedEnable = true;
    int groupSysFlag = 0;
    int consumeTimeoutMinute = 15;
    List<Subscription> subscriptions = null;
    SortedMap<String, String> attributes = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "groupName" -> groupName = in.textOrEmpty();
        case "consumeEnable" -> consumeEnable = in.bool();
        case "consumeFromMinEnable" -> consumeFromMinEnable = in.bool();
        case "consumeBroadcastEnable" -> consumeBroadcastEnable = in.bool();
        case "consumeMessageOrderly" -> consumeMessageOrderly = in.bool();
        case "retryQueueNums" -> retryQueueNums = in.int32();
        case "retryMaxTimes" -> retryMaxTimes = in.int32();
        case "groupRetryPolicy" ->
            retryPolicy = Json.or(in, RetryPolicy.DEFAULT, RetryPolicy::read);
        case "brokerId" -> brokerId = in.int64();
        case "whichBrokerWhenConsumeSlowly" -> whichBrokerWhenConsumeSlowly = in.int64();
        case "notifyConsumerIdsChangedEnable" -> notifyConsumerIdsChangedEnable = in.bool();
        case "groupSysFlag" -> groupSysFlag = in.int32();
        case "consumeTimeoutMinute" -> consumeTimeoutMinute = in.int32();
        case "subscriptionDataSet" ->
            subscriptions = in.isNull() ? null : Json.list(in, Subscription::read);
        case "attributes" -> attributes = Json.texts(in);
        default -> in.skip();
      }
    }
    return new SubscriptionGroup(
        groupName,
        consumeEnable,
        consumeFromMinEnable,
        consumeBroadcastEnable,
        consumeMessageOrderly,
        retryQueueNums,
        retryMaxTimes,
        retryPolicy,
        brokerId,
        whichBrokerWhenConsumeSlowly,
        notifyConsumerIdsChangedEnable,
        groupSysFlag,
        consumeTimeoutMinute,
        subscriptions,
        attributes);
  }

  void write(JsonWriter out) {
    out.object()
        .member("attributes", attributes)
        .member("brokerId", brokerId)
        .member("consumeBroadcastEnable", consumeBroadcastEnable)
        .member("consumeEnable", consumeEnable)
        .member("consumeFromMinEnable", consumeFromMinEnable)
        .member("consumeMessageOrderly", consumeMessageOrderly)
        .member("consumeTimeoutMinute", consumeTimeoutMinute)
        .member("groupName", groupName);
    retryPolicy.write(out.name("groupRetryPolicy"));
    out.member("groupSysFlag", groupSysFlag)
        .member("notifyConsumerIdsChangedEnable", notifyConsumerIdsChangedEnable)
        .member("retryMaxTimes", retryMaxTimes)
        .member("retryQueueNums", retryQueueNums);
    if (subscriptions != null) {
      out.name("subscriptionDataSet").array();
      subscriptions.forEach(subscription -> subscription.write(out));
      out.endArray();
    }
    out.member("whichBrokerWhenConsumeSlowly", whichBrokerWhenConsumeSlowly).endObject();
  }
}
