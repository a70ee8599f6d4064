package io.skua.wire.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/** Every body with its ways in and out, and bytes to begin with. */
public final class Bodies {
  private Bodies() {}

  /**
   * One body.
   *
   * @param sample a canonical form: sorted members, no blanks
   */
  public record Body(
      String name, String sample, Function<byte[], Object> parse, Function<Object, byte[]> write) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static <T> Body body(
      Class<T> type, String sample, Function<byte[], T> parse, Function<T, byte[]> write) {
    return new Body(
        type.getSimpleName(), sample, parse::apply, value -> write.apply(type.cast(value)));
  }

  /** Returns them all. */
  public static Stream<Body> all() {
    return Stream.of(names(), clients(), configurations(), figures(), pops()).flatMap(each -> each);
  }

  private static Stream<Body> figures() {
    return Stream.of(
        body(TopicStats.class, BodySamples.TOPIC_STATS, TopicStats::parse, TopicStats::write),
        body(
            ProducerConnections.class,
            BodySamples.PRODUCERS,
            ProducerConnections::parse,
            ProducerConnections::write),
        body(
            ProducerTable.class,
            BodySamples.PRODUCER_TABLE,
            ProducerTable::parse,
            ProducerTable::write),
        body(
            ConsumeStatsList.class,
            BodySamples.CONSUME_STATS_LIST,
            ConsumeStatsList::parse,
            ConsumeStatsList::write),
        body(
            ConsumeTimeSpans.class,
            BodySamples.TIME_SPANS,
            ConsumeTimeSpans::parse,
            ConsumeTimeSpans::write),
        body(BrokerStats.class, BodySamples.BROKER_STATS, BrokerStats::parse, BrokerStats::write),
        body(
            GroupSubscription.class,
            BodySamples.GROUP_SUBSCRIPTION,
            GroupSubscription::parse,
            GroupSubscription::write),
        body(
            TopicConfigList.class,
            BodySamples.TOPIC_LIST,
            TopicConfigList::parse,
            TopicConfigList::write),
        body(
            SubscriptionGroupList.class,
            BodySamples.GROUP_LIST,
            SubscriptionGroupList::parse,
            SubscriptionGroupList::write));
  }

  private static Stream<Body> names() {
    return Stream.of(
        body(
            TopicRoute.class,
            BodySamples.golden("route-json-legacy"),
            TopicRoute::parse,
            TopicRoute::write),
        body(
            TopicRoute.class,
            BodySamples.golden("route-json-strict"),
            TopicRoute::parse,
            TopicRoute::writeStrict),
        body(
            TopicRoute.class,
            BodySamples.golden("route-json-order"),
            TopicRoute::parse,
            TopicRoute::writeStrict),
        body(TopicRoute.class, BodySamples.STATIC_ROUTE, TopicRoute::parse, TopicRoute::write),
        body(
            ClusterInfo.class,
            BodySamples.golden("cluster-info-json"),
            ClusterInfo::parse,
            ClusterInfo::write),
        body(
            TopicList.class,
            BodySamples.golden("topic-list-json"),
            TopicList::parse,
            TopicList::write),
        body(
            TopicList.class,
            "{\"brokerAddr\":\"1.2.3.4:5\",\"topicList\":[\"b\",\"a\"]}",
            TopicList::parse,
            TopicList::write),
        body(KvTable.class, BodySamples.golden("kv-table-json"), KvTable::parse, KvTable::write),
        body(KvConfig.class, BodySamples.KV_CONFIG, KvConfig::parse, KvConfig::write),
        body(
            DataVersion.class,
            BodySamples.golden("data-version-json"),
            DataVersion::parse,
            DataVersion::write),
        body(
            RegisterBrokerBody.class,
            BodySamples.golden("register-broker-body"),
            RegisterBrokerBody::parse,
            RegisterBrokerBody::write),
        body(
            BrokerMemberGroup.class,
            BodySamples.MEMBER_GROUP,
            BrokerMemberGroup::parse,
            BrokerMemberGroup::write));
  }

  private static Stream<Body> clients() {
    return Stream.concat(
        Stream.of("heartbeat-producer", "heartbeat-both", "heartbeat-v2-without-sub")
            .map(
                id ->
                    body(
                        Heartbeat.class,
                        BodySamples.golden(id),
                        Heartbeat::parse,
                        Heartbeat::write)),
        Stream.of(
            body(
                ConsumerList.class,
                "{\"consumerIdList\":[\"192.0.2.2@iA\"]}",
                ConsumerList::parse,
                ConsumerList::write),
            body(LockQueues.class, BodySamples.LOCK_QUEUES, LockQueues::parse, LockQueues::write),
            body(
                LockedQueues.class,
                "{\"lockOKMQSet\":[{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"TopicOrd\"}]}",
                LockedQueues::parse,
                LockedQueues::write),
            body(
                QueueOffsets.class,
                "{\"offsetTable\":" + BodySamples.QUEUE_OFFSETS + "}",
                QueueOffsets::parse,
                QueueOffsets::write),
            body(
                ConsumerStatus.class,
                BodySamples.CONSUMER_STATUS,
                ConsumerStatus::parse,
                ConsumerStatus::write),
            body(
                GroupList.class,
                "{\"groupList\":[\"GroupA\",\"GroupLite\"]}",
                GroupList::parse,
                GroupList::write),
            body(
                CheckClientConfig.class,
                BodySamples.CHECK,
                CheckClientConfig::parse,
                CheckClientConfig::write),
            body(
                ConsumerConnections.class,
                BodySamples.CONSUMERS,
                ConsumerConnections::parse,
                ConsumerConnections::write),
            body(
                ConsumeStats.class,
                BodySamples.CONSUME_STATS,
                ConsumeStats::parse,
                ConsumeStats::write)));
  }

  private static Stream<Body> configurations() {
    return Stream.of(
        body(TopicConfig.class, BodySamples.TOPIC, TopicConfig::parse, TopicConfig::write),
        body(
            TopicConfigTable.class,
            BodySamples.TOPICS,
            TopicConfigTable::parse,
            TopicConfigTable::write),
        body(
            SubscriptionGroup.class,
            BodySamples.GROUP,
            SubscriptionGroup::parse,
            SubscriptionGroup::write),
        body(
            SubscriptionGroup.class,
            BodySamples.RICH_GROUP,
            SubscriptionGroup::parse,
            SubscriptionGroup::write),
        body(
            SubscriptionGroupTable.class,
            BodySamples.GROUPS,
            SubscriptionGroupTable::parse,
            SubscriptionGroupTable::write),
        body(
            ConsumerOffsets.class,
            BodySamples.OFFSETS,
            ConsumerOffsets::parse,
            ConsumerOffsets::write),
        body(DelayOffsets.class, BodySamples.DELAYS, DelayOffsets::parse, DelayOffsets::write),
        body(UserInfo.class, BodySamples.USER, UserInfo::parse, UserInfo::write),
        body(AclInfo.class, BodySamples.ACL, AclInfo::parse, AclInfo::write));
  }

  /** As golden-b.json has them, but for the server's own file. */
  private static Stream<Body> pops() {
    return Stream.of(
        body(
            QueryAssignment.class,
            BodySamples.QUERY_ASSIGNMENT,
            QueryAssignment::parse,
            QueryAssignment::write),
        body(
            QueueAssignments.class,
            BodySamples.ASSIGNMENTS,
            QueueAssignments::parse,
            QueueAssignments::write),
        body(
            SetMessageRequestMode.class,
            BodySamples.SET_REQUEST_MODE,
            SetMessageRequestMode::parse,
            SetMessageRequestMode::write),
        body(
            MessageRequestModes.class,
            BodySamples.REQUEST_MODES,
            MessageRequestModes::parse,
            MessageRequestModes::write),
        body(BatchAck.class, BodySamples.BATCH_ACK, BatchAck::parse, BatchAck::write),
        body(ConsumerOrder.class, BodySamples.ORDER, ConsumerOrder::parse, ConsumerOrder::write),
        body(
            ConsumerOrder.class,
            BodySamples.RICH_ORDER,
            ConsumerOrder::parse,
            ConsumerOrder::write),
        body(PopFlights.class, BodySamples.POP_FLIGHTS, PopFlights::parse, PopFlights::write));
  }

  /** Deflates as old brokers do. */
  static byte[] deflate(byte[] bytes) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
        deflater.write(bytes);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
