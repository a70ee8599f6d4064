package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.Comparator;
import java.util.List;

/**
 * A consumer group of a client (protocol b 2.2); ordered by its name alone.
 *
 * @param subscriptions a set: kept in the order of topic and expression
 */
public record ConsumerData(
    String groupName,
    ConsumeType consumeType,
    MessageModel messageModel,
    ConsumeFromWhere consumeFromWhere,
    List<SubscriptionData> subscriptions,
    boolean unitMode)
    implements Comparable<ConsumerData> {
  private static final Comparator<SubscriptionData> ORDER =
      Comparator.comparing(SubscriptionData::topic).thenComparing(SubscriptionData::expression);

  /** Copies the collections. */
  public ConsumerData {
    subscriptions = Json.sorted(subscriptions, ORDER);
  }

  @Override
  public int compareTo(ConsumerData other) {
    return groupName.compareTo(other.groupName);
  }

  /** Returns this group with other subscriptions. */
  public ConsumerData withSubscriptions(List<SubscriptionData> others) {
    return new ConsumerData(
        groupName, consumeType, messageModel, consumeFromWhere, others, unitMode);
  }

  static ConsumerData read(JsonReader in) {
    String groupName = "";
    ConsumeType consumeType = ConsumeType.CONSUME_PASSIVELY;
    MessageModel messageModel = MessageModel.CLUSTERING;
    ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    List<SubscriptionData> subscriptions = List.of();
    boolean unitMode = false;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "groupName" -> groupName = in.textOrEmpty();
        case "consumeType" -> consumeType = Json.constant(in, consumeType);
        case "messageModel" -> messageModel = Json.constant(in, messageModel);
        case "consumeFromWhere" -> consumeFromWhere = Json.constant(in, consumeFromWhere);
        case "subscriptionDataSet" -> subscriptions = Json.list(in, SubscriptionData::read);
        case "unitMode" -> unitMode = in.bool();
        default -> in.skip();
      }
    }
    return new ConsumerData(
        groupName, consumeType, messageModel, consumeFromWhere, subscriptions, unitMode);
  }

  void write(JsonWriter out) {
    out.object()
        .member("consumeFromWhere", consumeFromWhere.name())
        .member("consumeType", consumeType.name())
        .member("groupName", groupName)
        .member("messageModel", messageModel.name())
        .name("subscriptionDataSet")
        .array();
    subscriptions.forEach(subscription -> subscription.write(out));
    out.endArray().member("unitMode", unitMode).endObject();
  }
}
