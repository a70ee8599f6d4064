package io.skua.wire.body;

import io.skua.wire.GoldenVectors;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts of bodies in canonical form. No record is touched here: a fuzzer must be the first to load
 * one. A record with type annotations on its components that is instrumented after it was loaded
 * fails with NoSuchFieldError (seen on JDK 17).
 */
public final class BodySamples {
  private BodySamples() {}

  static final String VERSION = "{\"counter\":10,\"stateVersion\":0,\"timestamp\":1795336181751}";
  static final String TOPIC =
      "{\"attributes\":{\"queue.type\":\"BatchCQ\"},\"order\":true,\"perm\":7,\"readQueueNums\":1,"
          + "\"topicFilterType\":\"MULTI_TAG\",\"topicName\":\"BC\",\"topicSysFlag\":2,"
          + "\"writeQueueNums\":3}";
  static final String GROUP =
      "{\"attributes\":{},\"brokerId\":0,\"consumeBroadcastEnable\":true,\"consumeEnable\":true,"
          + "\"consumeFromMinEnable\":true,\"consumeMessageOrderly\":false,"
          + "\"consumeTimeoutMinute\":15,\"groupName\":\"GP\","
          + "\"groupRetryPolicy\":{\"type\":\"CUSTOMIZED\"},\"groupSysFlag\":0,"
          + "\"notifyConsumerIdsChangedEnable\":true,\"retryMaxTimes\":16,\"retryQueueNums\":1,"
          + "\"whichBrokerWhenConsumeSlowly\":1}";
  static final String RICH_GROUP =
      "{\"attributes\":{\"k\":\"v\"},\"brokerId\":2,\"consumeBroadcastEnable\":false,"
          + "\"consumeEnable\":false,\"consumeFromMinEnable\":false,"
          + "\"consumeMessageOrderly\":true,\"consumeTimeoutMinute\":1,\"groupName\":\"GP\","
          + "\"groupRetryPolicy\":{\"customizedRetryPolicy\":{\"next\":[1000,5000]},"
          + "\"exponentialRetryPolicy\":{\"initial\":1,\"max\":2,\"multiplier\":3},"
          + "\"type\":\"EXPONENTIAL\"},\"groupSysFlag\":4,"
          + "\"notifyConsumerIdsChangedEnable\":false,\"retryMaxTimes\":5,\"retryQueueNums\":6,"
          + "\"subscriptionDataSet\":[{\"expression\":\"*\",\"expressionType\":\"TAG\","
          + "\"topic\":\"T\",\"version\":8}],\"whichBrokerWhenConsumeSlowly\":3}";
  private static final String QUEUE =
      "{\"brokerName\":\"broker-a\",\"queueId\":3,\"topic\":\"TopicA\"}";
  static final String TOPIC_STATS =
      "{\"offsetTable\":{"
          + QUEUE
          + ":{\"lastUpdateTimestamp\":1795333482459,\"maxOffset\":3,\"minOffset\":1}},"
          + "\"topicPutTps\":0.2}";
  static final String PRODUCERS =
      "{\"connectionSet\":[{\"clientAddr\":\"127.0.0.1:52746\",\"clientId\":\"192.0.2.2@1\","
          + "\"language\":\"JAVA\",\"version\":479}]}";
  static final String PRODUCER_TABLE =
      "{\"data\":{\"PG\":[{\"clientId\":\"192.0.2.2@1\",\"language\":\"JAVA\","
          + "\"lastUpdateTimestamp\":1795333543271,\"remoteIP\":\"/127.0.0.1:52746\","
          + "\"version\":479}]}}";
  static final String CONSUME_STATS_LIST =
      "{\"brokerAddr\":\"127.0.0.1:20911\",\"consumeStatsList\":[{\"GA\":[]},{\"GB\":["
          + "{\"consumeTps\":0,\"offsetTable\":{"
          + QUEUE
          + ":{\"brokerOffset\":3,\"consumerOffset\":1,\"lastTimestamp\":5,\"pullOffset\":2}}}]}],"
          + "\"totalDiff\":2,\"totalInflightDiff\":1}";
  static final String TIME_SPANS =
      "{\"consumeTimeSpanSet\":[{\"consumeTimeStamp\":3,\"delayTime\":4,\"maxTimeStamp\":2,"
          + "\"messageQueue\":"
          + QUEUE
          + ",\"minTimeStamp\":1}]}";
  static final String BROKER_STATS =
      "{\"statsDay\":{\"avgpt\":1.0,\"sum\":30,\"tps\":0.5},"
          + "\"statsHour\":{\"avgpt\":1.0,\"sum\":3,\"tps\":1.5},"
          + "\"statsMinute\":{\"avgpt\":0.0,\"sum\":0,\"tps\":0.0}}";
  static final String GROUP_SUBSCRIPTION =
      "{\"group\":\"G\",\"subscriptionData\":{\"classFilterMode\":false,"
          + "\"codeSet\":[2598919],\"expressionType\":\"TAG\",\"subString\":\"TagA\","
          + "\"subVersion\":1795333485107,\"tagsSet\":[\"TagA\"],\"topic\":\"T\"},\"topic\":\"T\"}";
  static final String TOPIC_LIST = "{\"topicConfigList\":[" + TOPIC + "]}";
  static final String GROUP_LIST = "{\"groupConfigList\":[" + GROUP + "," + RICH_GROUP + "]}";
  static final String KV_CONFIG =
      "{\"configTable\":{\"ORDER_TOPIC_CONFIG\":{\"T\":\"broker-a:4\"},\"empty\":{}}}";
  static final String MEMBER_GROUP =
      "{\"brokerMemberGroup\":{\"brokerAddrs\":{0:\"1.2.3.4:5\",10:\"1.2.3.5:5\"},"
          + "\"brokerName\":\"broker-a\",\"cluster\":\"c\"}}";
  static final String STATIC_ROUTE =
      "{\"brokerDatas\":[],\"filterServerTable\":{\"1.2.3.4:5\":[\"6.7.8.9:10\"]},"
          + "\"queueDatas\":[],\"topicQueueMappingByBroker\":{\"broker-a\":{\"bname\":\"broker-a\","
          + "\"currIdMap\":{0:3,2:1},\"dirty\":true,\"epoch\":9,\"scope\":\"__global__\","
          + "\"topic\":\"ST\",\"totalQueues\":4}}}";

  static final String CONSUMERS =
      "{\"connectionSet\":[{\"clientAddr\":\"127.0.0.1:52750\",\"clientId\":\"192.0.2.2@iA\","
          + "\"language\":\"JAVA\",\"version\":479}],"
          + "\"consumeFromWhere\":\"CONSUME_FROM_FIRST_OFFSET\","
          + "\"consumeType\":\"CONSUME_PASSIVELY\",\"messageModel\":\"CLUSTERING\","
          + "\"subscriptionTable\":{\"TopicA\":{\"classFilterMode\":false,"
          + "\"codeSet\":[2598919,2598920],\"expressionType\":\"TAG\","
          + "\"subString\":\"TagA || TagB\",\"subVersion\":1795333485107,"
          + "\"tagsSet\":[\"TagA\",\"TagB\"],\"topic\":\"TopicA\"}}}";
  // Recorded: check-client-config.
  static final String CHECK =
      "{\"clientId\":\"192.0.2.2@iB\",\"group\":\"GroupB\",\"subscriptionData\":{"
          + "\"classFilterMode\":false,\"codeSet\":[],\"expressionType\":\"SQL92\","
          + "\"subString\":\"TAGS is not null and a is null\",\"subVersion\":1795333493158,"
          + "\"tagsSet\":[],\"topic\":\"TopicOrd\"}}";
  static final String CONSUME_STATS =
      "{\"consumeTps\":0,\"offsetTable\":{"
          + "{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"%RETRY%GroupA\"}:"
          + "{\"brokerOffset\":1,\"consumerOffset\":1,\"lastTimestamp\":1795333495711,"
          + "\"pullOffset\":1},"
          + "{\"brokerName\":\"broker-a\",\"queueId\":3,\"topic\":\"TopicA\"}:"
          + "{\"brokerOffset\":3,\"consumerOffset\":3,\"lastTimestamp\":1795333482459,"
          + "\"pullOffset\":3}}}";
  static final String LOCK_QUEUES =
      "{\"clientId\":\"192.0.2.2@iB\",\"consumerGroup\":\"GroupB\",\"mqSet\":["
          + "{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"TopicOrd\"}],"
          + "\"onlyThisBroker\":false}";
  static final String QUEUE_OFFSETS =
      "{{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"TopicA\"}:5,"
          + "{\"brokerName\":\"broker-a\",\"queueId\":3,\"topic\":\"TopicA\"}:3}";
  static final String CONSUMER_STATUS =
      "{\"consumerTable\":{\"192.0.2.2@iA\":"
          + QUEUE_OFFSETS
          + "},\"messageQueueTable\":"
          + QUEUE_OFFSETS
          + "}";
  static final String TOPICS =
      "{\"dataVersion\":" + VERSION + ",\"topicConfigTable\":{\"BC\":" + TOPIC + "}}";
  static final String GROUPS =
      "{\"dataVersion\":"
          + VERSION
          + ",\"forbiddenTable\":{\"GP\":{\"T\":3}},\"subscriptionGroupTable\":{\"GP\":"
          + GROUP
          + "}}";
  static final String OFFSETS =
      "{\"dataVersion\":"
          + VERSION
          + ",\"offsetTable\":{\"TopicA@GroupA\":{0:5,1:4,10:3},"
          + "\"TopicA@GroupBC@broadcast\":{0:5}}}";
  static final String DELAYS = "{\"dataVersion\":" + VERSION + ",\"offsetTable\":{1:1,16:0}}";

  static final String USER =
      "{\"password\":\"p\",\"userStatus\":\"enable\",\"userType\":\"Super\",\"username\":\"u\"}";
  static final String ACL =
      "{\"policies\":[{\"entries\":[{\"actions\":[\"Pub\",\"Sub\"],\"decision\":\"Allow\","
          + "\"resource\":\"Topic:A\",\"sourceIps\":[\"127.0.0.1\"]},{\"actions\":[\"All\"],"
          + "\"decision\":\"Deny\",\"resource\":\"*\"}],\"policyType\":\"Default\"}],"
          + "\"subject\":\"User:u1\"}";

  static final String ORDER =
      "{\"table\":{\"TopicF@GF\":{0:{\"cm\":1,\"i\":15000,\"l\":1795333954615,\"o\":[0,1,2,3],"
          + "\"oc\":{0:1,1:1,2:1,3:1},\"popTime\":1795333954612}}}}";
  static final String RICH_ORDER =
      "{\"table\":{\"T@G\":{2:{\"a\":\"x\",\"cm\":0,\"i\":1,\"l\":2,\"o\":[7,1,3],"
          + "\"ot\":{8:99},\"popTime\":2}}}}";
  static final String POP_FLIGHTS =
      "{\"table\":{\"T@G\":{0:{\"flights\":[[10,70,5,1,3],[11,71,12]],\"floor\":5,\"next\":14}}}}";
  static final String REQUEST_MODES =
      "{\"messageRequestModeMap\":{\"TopicPop\":{\"GroupPop\":{\"consumerGroup\":\"GroupPop\","
          + "\"mode\":\"POP\",\"popShareQueueNum\":0,\"topic\":\"TopicPop\"}}}}";
  static final String BATCH_ACK =
      "{\"acks\":[{\"b\":\"IQI=\",\"c\":\"G\",\"it\":60000,\"pt\":1700000000000,\"q\":2,"
          + "\"r\":\"0\",\"rq\":3,\"so\":100,\"t\":\"T\"}],\"brokerName\":\"broker-a\"}";
  static final String QUERY_ASSIGNMENT =
      "{\"clientId\":\"192.0.2.2@iQ\",\"consumerGroup\":\"GroupPop\","
          + "\"messageModel\":\"CLUSTERING\",\"strategyName\":\"AVG\",\"topic\":\"TopicPop\"}";
  static final String ASSIGNMENTS =
      "{\"messageQueueAssignments\":[{\"messageQueue\":{\"brokerName\":\"broker-a\","
          + "\"queueId\":-1,\"topic\":\"TopicPop\"},\"mode\":\"POP\"}]}";
  static final String SET_REQUEST_MODE =
      "{\"consumerGroup\":\"GroupPop\",\"mode\":\"POP\",\"popShareQueueNum\":0,"
          + "\"topic\":\"TopicPop\"}";

  static String golden(String id) {
    return GoldenVectors.get(id).text("text");
  }

  /** Returns bytes that can be read: for mutations and fuzzing to begin with. */
  public static List<byte[]> all() {
    Stream<String> recorded =
        GoldenVectors.ofKind("json").stream().map(vector -> vector.text("text"));
    Stream<String> ours =
        Stream.of(
            VERSION,
            TOPIC,
            GROUP,
            RICH_GROUP,
            KV_CONFIG,
            LOCK_QUEUES,
            CONSUMER_STATUS,
            MEMBER_GROUP,
            STATIC_ROUTE,
            TOPICS,
            GROUPS,
            OFFSETS,
            DELAYS,
            USER,
            ACL,
            ORDER,
            RICH_ORDER,
            POP_FLIGHTS,
            REQUEST_MODES,
            BATCH_ACK,
            QUERY_ASSIGNMENT,
            ASSIGNMENTS,
            SET_REQUEST_MODE);
    return Stream.concat(recorded, ours).map(GoldenVectors::utf8).toList();
  }
}
