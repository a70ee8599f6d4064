package io.skua.wire.body;

import io.skua.wire.GoldenVectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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

  private static String golden(String id) {
    return GoldenVectors.get(id).text("text");
  }

  /** Returns them all. */
  public static Stream<Body> all() {
    return Stream.concat(names(), Stream.concat(clients(), configurations()));
  }

  private static Stream<Body> names() {
    return Stream.of(
        body(TopicRoute.class, golden("route-json-legacy"), TopicRoute::parse, TopicRoute::write),
        body(
            TopicRoute.class,
            golden("route-json-strict"),
            TopicRoute::parse,
            TopicRoute::writeStrict),
        body(
            TopicRoute.class,
            golden("route-json-order"),
            TopicRoute::parse,
            TopicRoute::writeStrict),
        body(TopicRoute.class, STATIC_ROUTE, TopicRoute::parse, TopicRoute::write),
        body(
            ClusterInfo.class, golden("cluster-info-json"), ClusterInfo::parse, ClusterInfo::write),
        body(TopicList.class, golden("topic-list-json"), TopicList::parse, TopicList::write),
        body(
            TopicList.class,
            "{\"brokerAddr\":\"1.2.3.4:5\",\"topicList\":[\"b\",\"a\"]}",
            TopicList::parse,
            TopicList::write),
        body(KvTable.class, golden("kv-table-json"), KvTable::parse, KvTable::write),
        body(KvConfig.class, KV_CONFIG, KvConfig::parse, KvConfig::write),
        body(
            DataVersion.class, golden("data-version-json"), DataVersion::parse, DataVersion::write),
        body(
            RegisterBrokerBody.class,
            golden("register-broker-body"),
            RegisterBrokerBody::parse,
            RegisterBrokerBody::write),
        body(
            BrokerMemberGroup.class,
            MEMBER_GROUP,
            BrokerMemberGroup::parse,
            BrokerMemberGroup::write));
  }

  private static Stream<Body> clients() {
    return Stream.concat(
        Stream.of("heartbeat-producer", "heartbeat-both", "heartbeat-v2-without-sub")
            .map(id -> body(Heartbeat.class, golden(id), Heartbeat::parse, Heartbeat::write)),
        Stream.of(
            body(
                ConsumerList.class,
                "{\"consumerIdList\":[\"192.0.2.2@iA\"]}",
                ConsumerList::parse,
                ConsumerList::write)));
  }

  private static Stream<Body> configurations() {
    return Stream.of(
        body(TopicConfig.class, TOPIC, TopicConfig::parse, TopicConfig::write),
        body(
            TopicConfigTable.class,
            "{\"dataVersion\":" + VERSION + ",\"topicConfigTable\":{\"BC\":" + TOPIC + "}}",
            TopicConfigTable::parse,
            TopicConfigTable::write),
        body(SubscriptionGroup.class, GROUP, SubscriptionGroup::parse, SubscriptionGroup::write),
        body(
            SubscriptionGroup.class,
            RICH_GROUP,
            SubscriptionGroup::parse,
            SubscriptionGroup::write),
        body(
            SubscriptionGroupTable.class,
            "{\"dataVersion\":"
                + VERSION
                + ",\"forbiddenTable\":{\"GP\":{\"T\":3}},\"subscriptionGroupTable\":{\"GP\":"
                + GROUP
                + "}}",
            SubscriptionGroupTable::parse,
            SubscriptionGroupTable::write),
        body(
            ConsumerOffsets.class,
            "{\"dataVersion\":"
                + VERSION
                + ",\"offsetTable\":{\"TopicA@GroupA\":{0:5,1:4,10:3},"
                + "\"TopicA@GroupBC@broadcast\":{0:5}}}",
            ConsumerOffsets::parse,
            ConsumerOffsets::write));
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

  /** Returns bytes that tend to be read: for mutations and fuzzing. */
  public static List<byte[]> seeds() {
    return all().map(body -> GoldenVectors.utf8(body.sample())).toList();
  }

  private static final String VERSION =
      "{\"counter\":10,\"stateVersion\":0,\"timestamp\":1795336181751}";
  private static final String TOPIC =
      "{\"attributes\":{\"queue.type\":\"BatchCQ\"},\"order\":true,\"perm\":7,\"readQueueNums\":1,"
          + "\"topicFilterType\":\"MULTI_TAG\",\"topicName\":\"BC\",\"topicSysFlag\":2,"
          + "\"writeQueueNums\":3}";
  private static final String GROUP =
      "{\"attributes\":{},\"brokerId\":0,\"consumeBroadcastEnable\":true,\"consumeEnable\":true,"
          + "\"consumeFromMinEnable\":true,\"consumeMessageOrderly\":false,"
          + "\"consumeTimeoutMinute\":15,\"groupName\":\"GP\","
          + "\"groupRetryPolicy\":{\"type\":\"CUSTOMIZED\"},\"groupSysFlag\":0,"
          + "\"notifyConsumerIdsChangedEnable\":true,\"retryMaxTimes\":16,\"retryQueueNums\":1,"
          + "\"whichBrokerWhenConsumeSlowly\":1}";
  private static final String RICH_GROUP =
      "{\"attributes\":{\"k\":\"v\"},\"brokerId\":2,\"consumeBroadcastEnable\":false,"
          + "\"consumeEnable\":false,\"consumeFromMinEnable\":false,"
          + "\"consumeMessageOrderly\":true,\"consumeTimeoutMinute\":1,\"groupName\":\"GP\","
          + "\"groupRetryPolicy\":{\"customizedRetryPolicy\":{\"next\":[1000,5000]},"
          + "\"exponentialRetryPolicy\":{\"initial\":1,\"max\":2,\"multiplier\":3},"
          + "\"type\":\"EXPONENTIAL\"},\"groupSysFlag\":4,"
          + "\"notifyConsumerIdsChangedEnable\":false,\"retryMaxTimes\":5,\"retryQueueNums\":6,"
          + "\"subscriptionDataSet\":[{\"expression\":\"*\",\"expressionType\":\"TAG\","
          + "\"topic\":\"T\",\"version\":8}],\"whichBrokerWhenConsumeSlowly\":3}";
  private static final String KV_CONFIG =
      "{\"configTable\":{\"ORDER_TOPIC_CONFIG\":{\"T\":\"broker-a:4\"},\"empty\":{}}}";
  private static final String MEMBER_GROUP =
      "{\"brokerMemberGroup\":{\"brokerAddrs\":{0:\"1.2.3.4:5\",10:\"1.2.3.5:5\"},"
          + "\"brokerName\":\"broker-a\",\"cluster\":\"c\"}}";
  private static final String STATIC_ROUTE =
      "{\"brokerDatas\":[],\"filterServerTable\":{\"1.2.3.4:5\":[\"6.7.8.9:10\"]},"
          + "\"queueDatas\":[],\"topicQueueMappingByBroker\":{\"broker-a\":{\"bname\":\"broker-a\","
          + "\"currIdMap\":{0:3,2:1},\"dirty\":true,\"epoch\":9,\"scope\":\"__global__\","
          + "\"topic\":\"ST\",\"totalQueues\":4}}}";
}
