package io.skua.server.access;

import static io.skua.server.access.Action.CREATE;
import static io.skua.server.access.Action.DELETE;
import static io.skua.server.access.Action.GET;
import static io.skua.server.access.Action.PUB;
import static io.skua.server.access.Action.SUB;
import static io.skua.server.access.Action.UPDATE;

import io.skua.wire.body.BatchAck;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.LockQueues;
import io.skua.wire.body.QueryAssignment;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.SetMessageRequestMode;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.SubscriptionGroupList;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigList;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.PopTopics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each request needs, as a table (protocol b 13.3). A request that is not in it needs the
 * permission to change the cluster: what nobody has thought of is for administrators.
 */
final class Requirements {
  private static final String RETRY = "%RETRY%";

  /** One need of a request whose name is in a field. */
  private record Row(
      Resource.Type type, @Nullable String field, boolean optional, Set<Action> anyOf) {}

  private final Map<Integer, List<Row>> rows = new HashMap<>();
  private final Map<Integer, Function<Frame, List<Need>>> bodies = new HashMap<>();
  private final String cluster;

  Requirements(String cluster) {
    this.cluster = cluster;
    messages();
    groups();
    administration();
    nameServer();
  }

  private void messages() {
    topic("topic", RequestCode.SEND_MESSAGE, PUB);
    topic("b", RequestCode.SEND_MESSAGE_V2, PUB);
    topic("b", RequestCode.SEND_BATCH_MESSAGE, PUB);
    topic("topic", RequestCode.RECALL_MESSAGE, PUB);
    optional(Resource.Type.TOPIC, "topic", RequestCode.END_TRANSACTION, PUB);
    // Replies go to a topic of the system, and to the client that asked for them.
    free(RequestCode.SEND_REPLY_MESSAGE);
    free(RequestCode.SEND_REPLY_MESSAGE_V2);
    for (int code :
        new int[] {
          RequestCode.PULL_MESSAGE,
          RequestCode.LITE_PULL_MESSAGE,
          RequestCode.POP_MESSAGE,
          RequestCode.ACK_MESSAGE,
          RequestCode.PEEK_MESSAGE,
          RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME,
          RequestCode.NOTIFICATION,
          RequestCode.POLLING_INFO
        }) {
      topic("topic", code, SUB);
      group("consumerGroup", code, SUB);
    }
    topic("topic", RequestCode.QUERY_MESSAGE, SUB, GET);
    topic("topic", RequestCode.VIEW_MESSAGE_BY_ID, SUB, GET);
    topic("topic", RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, SUB, GET);
    topic("topic", RequestCode.GET_MAX_OFFSET, SUB, GET);
    topic("topic", RequestCode.GET_MIN_OFFSET, SUB, GET);
    topic("topic", RequestCode.GET_EARLIEST_STORE_TIME, SUB, GET);
  }

  private void groups() {
    bodies.put(RequestCode.HEART_BEAT, Requirements::heartbeat);
    bodies.put(RequestCode.BATCH_ACK_MESSAGE, Requirements::confirmed);
    bodies.put(RequestCode.QUERY_ASSIGNMENT, Requirements::assigned);
    bodies.put(RequestCode.SET_MESSAGE_REQUEST_MODE, Requirements::requestMode);
    optional(Resource.Type.GROUP, "consumerGroup", RequestCode.UNREGISTER_CLIENT, PUB, SUB);
    group("group", RequestCode.CONSUMER_SEND_MESSAGE_BACK, SUB);
    // The request names a place in the log: without the topic it would reach every message.
    topic("originTopic", RequestCode.CONSUMER_SEND_MESSAGE_BACK, SUB);
    bodies.put(RequestCode.LOCK_QUEUES, Requirements::lockedQueues);
    bodies.put(RequestCode.UNLOCK_QUEUES, Requirements::lockedQueues);
    group("consumerGroup", RequestCode.GET_CONSUMER_LIST_BY_GROUP, SUB, GET);
    topic("topic", RequestCode.QUERY_CONSUMER_OFFSET, SUB, GET);
    group("consumerGroup", RequestCode.QUERY_CONSUMER_OFFSET, SUB, GET);
    topic("topic", RequestCode.UPDATE_CONSUMER_OFFSET, SUB, UPDATE);
    group("consumerGroup", RequestCode.UPDATE_CONSUMER_OFFSET, SUB, UPDATE);
    // It checks a subscription and changes nothing.
    free(RequestCode.CHECK_CLIENT_CONFIG);
    bodies.put(RequestCode.UPDATE_SUBSCRIPTION_GROUP, Requirements::updatedGroup);
    group("groupName", RequestCode.DELETE_SUBSCRIPTION_GROUP, DELETE);
    group("group", RequestCode.GET_SUBSCRIPTION_GROUP_CONFIG, GET);
    group("consumerGroup", RequestCode.GET_CONSUMER_CONNECTIONS, GET);
    group("consumerGroup", RequestCode.GET_CONSUME_STATS, GET);
    bodies.put(RequestCode.UPDATE_SUBSCRIPTION_GROUP_LIST, Requirements::updatedGroups);
    group("group", RequestCode.GET_TOPICS_OF_GROUP, GET);
    group("group", RequestCode.GET_GROUP_SUBSCRIPTION, GET);
    group("group", RequestCode.GET_CONSUME_TIME_SPAN, GET);
    topic("topic", RequestCode.GET_CONSUME_TIME_SPAN, GET);
    group("srcGroup", RequestCode.CLONE_GROUP_OFFSETS, GET);
    group("destGroup", RequestCode.CLONE_GROUP_OFFSETS, UPDATE);
    group("consumerGroup", RequestCode.GET_CONSUMER_RUNNING_INFO, GET);
    group("group", RequestCode.RESET_OFFSET, UPDATE);
    topic("topic", RequestCode.RESET_OFFSET, UPDATE);
    group("group", RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER, GET);
    topic("topic", RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER, GET);
    group("consumerGroup", RequestCode.CONSUME_MESSAGE_DIRECTLY, SUB);
    topic("topic", RequestCode.CONSUME_MESSAGE_DIRECTLY, SUB);
  }

  private void administration() {
    topic("topic", RequestCode.CREATE_TOPIC, CREATE);
    bodies.put(RequestCode.CREATE_TOPIC_LIST, Requirements::createdTopics);
    topic("topic", RequestCode.DELETE_TOPIC_IN_BROKER, DELETE);
    topic("topic", RequestCode.GET_TOPIC_CONFIG, GET);
    topic("topic", RequestCode.GET_TOPIC_STATS, GET);
    topic("topic", RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, GET);
    for (int code :
        new int[] {
          RequestCode.GET_ALL_TOPIC_CONFIG,
          RequestCode.GET_ALL_SUBSCRIPTION_GROUPS,
          RequestCode.GET_ALL_CONSUMER_OFFSET,
          RequestCode.GET_ALL_DELAY_OFFSET,
          RequestCode.GET_ALL_MESSAGE_REQUEST_MODE,
          RequestCode.GET_BROKER_CONFIG,
          RequestCode.GET_BROKER_RUNTIME_INFO,
          RequestCode.GET_BROKER_STATS,
          RequestCode.GET_BROKER_CONSUME_STATS,
          RequestCode.GET_PRODUCER_CONNECTIONS,
          RequestCode.GET_ALL_PRODUCER_INFO,
          RequestCode.GET_SYSTEM_TOPICS_FROM_BROKER,
          RequestCode.GET_USER,
          RequestCode.LIST_USERS,
          RequestCode.GET_ACL,
          RequestCode.LIST_ACLS
        }) {
      cluster(null, code, GET);
    }
    for (int code :
        new int[] {
          RequestCode.UPDATE_BROKER_CONFIG,
          RequestCode.CLEAN_EXPIRED_QUEUES,
          RequestCode.CLEAN_UNUSED_TOPICS,
          RequestCode.DELETE_EXPIRED_LOG,
          RequestCode.CREATE_USER,
          RequestCode.UPDATE_USER,
          RequestCode.DELETE_USER,
          RequestCode.CREATE_ACL,
          RequestCode.UPDATE_ACL,
          RequestCode.DELETE_ACL
        }) {
      cluster(null, code, UPDATE);
    }
  }

  private void nameServer() {
    topic("topic", RequestCode.GET_ROUTE_BY_TOPIC, PUB, SUB, GET);
    for (int code :
        new int[] {
          RequestCode.GET_KV_CONFIG,
          RequestCode.GET_KV_LIST_BY_NAMESPACE,
          RequestCode.GET_BROKER_CLUSTER_INFO,
          RequestCode.GET_ALL_TOPICS,
          RequestCode.GET_TOPICS_BY_CLUSTER,
          RequestCode.GET_SYSTEM_TOPICS_FROM_NAME_SERVER,
          RequestCode.GET_UNIT_TOPICS,
          RequestCode.GET_UNIT_SUBSCRIBED_TOPICS,
          RequestCode.GET_UNIT_SUBSCRIBED_PLAIN_TOPICS,
          RequestCode.GET_NAME_SERVER_CONFIG
        }) {
      cluster(null, code, GET);
    }
    for (int code :
        new int[] {
          RequestCode.PUT_KV_CONFIG,
          RequestCode.DELETE_KV_CONFIG,
          RequestCode.WIPE_WRITE_PERMISSION,
          RequestCode.ADD_WRITE_PERMISSION,
          RequestCode.REGISTER_TOPIC_IN_NAME_SERVER,
          RequestCode.DELETE_TOPIC_IN_NAME_SERVER,
          RequestCode.UPDATE_NAME_SERVER_CONFIG
        }) {
      cluster(null, code, UPDATE);
    }
    cluster("clusterName", RequestCode.REGISTER_BROKER, UPDATE);
    cluster("clusterName", RequestCode.UNREGISTER_BROKER, UPDATE);
    cluster("clusterName", RequestCode.BROKER_HEARTBEAT, UPDATE);
    cluster("clusterName", RequestCode.QUERY_DATA_VERSION, GET);
    cluster("clusterName", RequestCode.GET_BROKER_MEMBER_GROUP, GET);
  }

  private void topic(String field, int code, Action... anyOf) {
    add(code, new Row(Resource.Type.TOPIC, field, false, EnumSet.copyOf(List.of(anyOf))));
  }

  private void group(String field, int code, Action... anyOf) {
    add(code, new Row(Resource.Type.GROUP, field, false, EnumSet.copyOf(List.of(anyOf))));
  }

  private void cluster(@Nullable String field, int code, Action anyOf) {
    add(code, new Row(Resource.Type.CLUSTER, field, false, EnumSet.of(anyOf)));
  }

  private void optional(Resource.Type type, String field, int code, Action... anyOf) {
    add(code, new Row(type, field, true, EnumSet.copyOf(List.of(anyOf))));
  }

  private void free(int code) {
    rows.put(code, List.of());
  }

  private void add(int code, Row row) {
    rows.computeIfAbsent(code, key -> new ArrayList<>(2)).add(row);
  }

  /** Says whether somebody has thought of a request. */
  boolean knows(int code) {
    return rows.containsKey(code) || bodies.containsKey(code);
  }

  /** Returns what a request needs: all of it. */
  List<Need> of(Frame request) {
    Function<Frame, List<Need>> body = bodies.get(request.code());
    if (body != null) {
      return body.apply(request);
    }
    List<Row> needed = rows.get(request.code());
    if (needed == null) {
      return List.of(new Need(Resource.Type.CLUSTER, cluster, EnumSet.of(UPDATE)));
    }
    List<Need> needs = new ArrayList<>(needed.size());
    for (Row row : needed) {
      String name = row.field == null ? null : request.fields().find(row.field);
      if (row.type == Resource.Type.CLUSTER) {
        needs.add(new Need(row.type, name == null || name.isEmpty() ? cluster : name, row.anyOf));
      } else if (name != null && !name.isEmpty()) {
        needs.add(need(row.type, origin(row.type, name, request), row.anyOf));
      } else if (!row.optional) {
        needs.add(new Need(row.type, "", row.anyOf));
      }
    }
    return needs;
  }

  /** A retry topic is its group's: who may consume for the group may read it and send to it. */
  private static Need need(Resource.Type type, String name, Set<Action> anyOf) {
    if (type == Resource.Type.TOPIC && name.startsWith(RETRY)) {
      Set<Action> ofGroup = EnumSet.of(SUB);
      ofGroup.addAll(anyOf);
      ofGroup.remove(PUB);
      return new Need(Resource.Type.GROUP, name.substring(RETRY.length()), ofGroup);
    }
    return new Need(type, name, anyOf);
  }

  /** A pop retry topic is that of a group and of a topic: who may pop that topic may read it. */
  private static String origin(Resource.Type type, String name, Frame request) {
    String group = request.fields().find("consumerGroup");
    return type == Resource.Type.TOPIC && group != null ? PopTopics.origin(group, name) : name;
  }

  private static List<Need> confirmed(Frame request) {
    List<Need> needs = new ArrayList<>();
    if (request.hasBody()) {
      BatchAck batch =
          BatchAck.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
      for (BatchAck.Ack ack : batch.acks()) {
        needs.add(need(Resource.Type.TOPIC, ack.topic(), EnumSet.of(SUB)));
        needs.add(new Need(Resource.Type.GROUP, ack.consumerGroup(), EnumSet.of(SUB)));
      }
    }
    return needs;
  }

  private static List<Need> assigned(Frame request) {
    QueryAssignment asked =
        QueryAssignment.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    return List.of(
        need(Resource.Type.TOPIC, asked.topic(), EnumSet.of(SUB, GET)),
        new Need(Resource.Type.GROUP, asked.consumerGroup(), EnumSet.of(SUB, GET)));
  }

  private static List<Need> requestMode(Frame request) {
    SetMessageRequestMode mode =
        SetMessageRequestMode.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    return List.of(
        need(Resource.Type.TOPIC, mode.topic(), EnumSet.of(UPDATE)),
        new Need(Resource.Type.GROUP, mode.consumerGroup(), EnumSet.of(UPDATE)));
  }

  private static List<Need> heartbeat(Frame request) {
    Heartbeat beat = Heartbeat.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    List<Need> needs = new ArrayList<>();
    for (ConsumerData consumer : beat.consumers()) {
      needs.add(new Need(Resource.Type.GROUP, consumer.groupName(), EnumSet.of(SUB)));
      for (SubscriptionData subscription : consumer.subscriptions()) {
        needs.add(need(Resource.Type.TOPIC, subscription.topic(), EnumSet.of(SUB)));
      }
    }
    return needs;
  }

  private static List<Need> lockedQueues(Frame request) {
    LockQueues locks =
        LockQueues.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    List<Need> needs = new ArrayList<>();
    needs.add(new Need(Resource.Type.GROUP, locks.consumerGroup(), EnumSet.of(SUB)));
    for (QueueName queue : locks.queues()) {
      needs.add(need(Resource.Type.TOPIC, queue.topic(), EnumSet.of(SUB)));
    }
    return needs;
  }

  private static List<Need> updatedGroup(Frame request) {
    SubscriptionGroup group =
        SubscriptionGroup.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    return List.of(updated(group));
  }

  private static Need updated(SubscriptionGroup group) {
    return new Need(Resource.Type.GROUP, group.groupName(), EnumSet.of(UPDATE));
  }

  private static List<Need> updatedGroups(Frame request) {
    List<Need> needs = new ArrayList<>();
    for (SubscriptionGroup group :
        SubscriptionGroupList.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength())
            .groups()) {
      needs.add(updated(group));
    }
    return needs;
  }

  private static List<Need> createdTopics(Frame request) {
    List<Need> needs = new ArrayList<>();
    for (TopicConfig topic :
        TopicConfigList.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength())
            .topics()) {
      needs.add(need(Resource.Type.TOPIC, topic.topicName(), EnumSet.of(CREATE)));
    }
    return needs;
  }
}
