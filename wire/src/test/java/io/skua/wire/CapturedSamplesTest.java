package io.skua.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.CapturedSamples.Said;
import io.skua.wire.CapturedSamples.Sample;
import io.skua.wire.body.AclInfo;
import io.skua.wire.body.BatchAck;
import io.skua.wire.body.BrokerStats;
import io.skua.wire.body.CheckClientConfig;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.body.ConsumeResult;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeStatsList;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerList;
import io.skua.wire.body.ConsumerOffsets;
import io.skua.wire.body.ConsumerOrder;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.ConsumerStatus;
import io.skua.wire.body.GroupList;
import io.skua.wire.body.GroupSubscription;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.LockQueues;
import io.skua.wire.body.LockedQueues;
import io.skua.wire.body.ProducerConnections;
import io.skua.wire.body.ProducerTable;
import io.skua.wire.body.QueryAssignment;
import io.skua.wire.body.QueueAssignments;
import io.skua.wire.body.QueueOffsets;
import io.skua.wire.body.SetMessageRequestMode;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicList;
import io.skua.wire.body.TopicStats;
import io.skua.wire.body.UserInfo;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.header.AckMessage;
import io.skua.wire.header.AclSubject;
import io.skua.wire.header.BrokerName;
import io.skua.wire.header.ChangeInvisibleTime;
import io.skua.wire.header.ChangeInvisibleTimeResult;
import io.skua.wire.header.ConsumeMessageDirectly;
import io.skua.wire.header.ConsumerIdsChanged;
import io.skua.wire.header.ConsumerSendMessageBack;
import io.skua.wire.header.CreateTopic;
import io.skua.wire.header.DeleteGroup;
import io.skua.wire.header.DeleteTopicInNameServer;
import io.skua.wire.header.EarliestStoreTime;
import io.skua.wire.header.Fields;
import io.skua.wire.header.GetBrokerConsumeStats;
import io.skua.wire.header.GetBrokerStats;
import io.skua.wire.header.GetConsumeStats;
import io.skua.wire.header.GetConsumeTimeSpan;
import io.skua.wire.header.GetConsumerConnections;
import io.skua.wire.header.GetConsumerList;
import io.skua.wire.header.GetConsumerRunningInfo;
import io.skua.wire.header.GetConsumerStatus;
import io.skua.wire.header.GetGroupSubscription;
import io.skua.wire.header.GetMaxOffset;
import io.skua.wire.header.GetMinOffset;
import io.skua.wire.header.GetProducerConnections;
import io.skua.wire.header.GetTopicConfig;
import io.skua.wire.header.GroupOnly;
import io.skua.wire.header.Header;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.PollingInfo;
import io.skua.wire.header.PollingInfoResult;
import io.skua.wire.header.PopMessage;
import io.skua.wire.header.PopMessageResult;
import io.skua.wire.header.PopNotification;
import io.skua.wire.header.PopNotificationResult;
import io.skua.wire.header.PullMessage;
import io.skua.wire.header.PullMessageResult;
import io.skua.wire.header.QueryConsumerOffset;
import io.skua.wire.header.QueryMessage;
import io.skua.wire.header.QueryMessageResult;
import io.skua.wire.header.ResetOffset;
import io.skua.wire.header.SearchOffset;
import io.skua.wire.header.TimestampResult;
import io.skua.wire.header.TopicOnly;
import io.skua.wire.header.UpdateConsumerOffset;
import io.skua.wire.header.UserName;
import io.skua.wire.header.ViewMessage;
import io.skua.wire.header.WipeResult;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No sample is left out: fields, bodies and records go through our types and back again. */
class CapturedSamplesTest {
  /** The server does not answer these requests, and the client does not ask them. */
  private static final Set<String> NOT_OURS =
      Set.of("query-consume-queue", "static-topic", "ha-status", "peek");

  /** What is no exchange of frames, and which test it is in. */
  private static final Map<String, String> TESTS =
      Map.ofEntries(
          Map.entry("unknown-code", "testkit.SendStoryTest"),
          Map.entry("update-broker-config", "testkit.AdminStoryTest"),
          Map.entry("sql92-vectors", "server.filter.SqlExpressionTest"),
          Map.entry("allocation-vectors", "client.consumer.AllocationVectorsTest"),
          Map.entry("hash-vectors", "wire.message.MessageValuesTest"),
          Map.entry("receipt-handle-vectors", "wire.message.PopReceiptTest"),
          Map.entry("acl-signature-vector", "client.acl.common.SessionCredentialsTest"),
          // What Apache's brokers tell themselves; ours keep flights in a file (ADR 16).
          Map.entry("pop-checkpoint-json", ""),
          Map.entry("pop-ack-json", ""));

  /** Of which we write a part: the rest is said once more in other words, or not known here. */
  private static final Map<String, String> IN_PART =
      Map.of(
          "consume-time-span", "times as texts",
          "consumer-running-info", "rates of consuming",
          "consumer-running-info-pop", "rates of consuming",
          "all-consumer-offset", "the topics of each group",
          "consumer-offset-file", "the topics of each group");

  /** Fields that are not of the header's own. */
  private static final Set<String> BESIDE = Set.of("lo", "ReqT");

  private static final Map<Integer, Header<?>> REQUESTS =
      Map.ofEntries(
          Map.entry(RequestCode.GET_CONSUMER_LIST_BY_GROUP, GetConsumerList.WIRE),
          Map.entry(RequestCode.QUERY_CONSUMER_OFFSET, QueryConsumerOffset.WIRE),
          Map.entry(RequestCode.UPDATE_CONSUMER_OFFSET, UpdateConsumerOffset.WIRE),
          Map.entry(RequestCode.PULL_MESSAGE, PullMessage.WIRE),
          Map.entry(RequestCode.LITE_PULL_MESSAGE, PullMessage.WIRE),
          Map.entry(RequestCode.CONSUMER_SEND_MESSAGE_BACK, ConsumerSendMessageBack.WIRE),
          Map.entry(RequestCode.POP_MESSAGE, PopMessage.WIRE),
          Map.entry(RequestCode.ACK_MESSAGE, AckMessage.WIRE),
          Map.entry(RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME, ChangeInvisibleTime.WIRE),
          Map.entry(RequestCode.NOTIFICATION, PopNotification.WIRE),
          Map.entry(RequestCode.POLLING_INFO, PollingInfo.WIRE),
          Map.entry(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, ConsumerIdsChanged.WIRE),
          Map.entry(RequestCode.CONSUME_MESSAGE_DIRECTLY, ConsumeMessageDirectly.WIRE),
          Map.entry(RequestCode.GET_CONSUMER_STATUS, GetConsumerStatus.WIRE),
          Map.entry(RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER, GetConsumerStatus.WIRE),
          Map.entry(RequestCode.GET_CONSUMER_RUNNING_INFO, GetConsumerRunningInfo.WIRE),
          Map.entry(RequestCode.GET_CONSUME_TIME_SPAN, GetConsumeTimeSpan.WIRE),
          Map.entry(RequestCode.GET_BROKER_STATS, GetBrokerStats.WIRE),
          Map.entry(RequestCode.GET_GROUP_SUBSCRIPTION, GetGroupSubscription.WIRE),
          Map.entry(RequestCode.GET_TOPICS_OF_GROUP, GroupOnly.WIRE),
          Map.entry(RequestCode.GET_MAX_OFFSET, GetMaxOffset.WIRE),
          Map.entry(RequestCode.GET_MIN_OFFSET, GetMinOffset.WIRE),
          Map.entry(RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, SearchOffset.WIRE),
          Map.entry(RequestCode.GET_EARLIEST_STORE_TIME, EarliestStoreTime.WIRE),
          Map.entry(RequestCode.GET_TOPIC_STATS, TopicOnly.WIRE),
          Map.entry(RequestCode.GET_TOPIC_CONFIG, GetTopicConfig.WIRE),
          Map.entry(RequestCode.GET_CONSUME_STATS, GetConsumeStats.WIRE),
          Map.entry(RequestCode.GET_CONSUMER_CONNECTIONS, GetConsumerConnections.WIRE),
          Map.entry(RequestCode.GET_PRODUCER_CONNECTIONS, GetProducerConnections.WIRE),
          Map.entry(RequestCode.GET_BROKER_CONSUME_STATS, GetBrokerConsumeStats.WIRE),
          Map.entry(RequestCode.QUERY_MESSAGE, QueryMessage.WIRE),
          Map.entry(RequestCode.VIEW_MESSAGE_BY_ID, ViewMessage.WIRE),
          Map.entry(RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, TopicOnly.WIRE),
          Map.entry(RequestCode.RESET_OFFSET, ResetOffset.WIRE),
          Map.entry(RequestCode.CREATE_TOPIC, CreateTopic.WIRE),
          Map.entry(RequestCode.CREATE_USER, UserName.WIRE),
          Map.entry(RequestCode.CREATE_ACL, AclSubject.WIRE),
          Map.entry(RequestCode.WIPE_WRITE_PERMISSION, BrokerName.WIRE),
          Map.entry(RequestCode.DELETE_TOPIC_IN_BROKER, TopicOnly.WIRE),
          Map.entry(RequestCode.DELETE_TOPIC_IN_NAME_SERVER, DeleteTopicInNameServer.WIRE),
          Map.entry(RequestCode.DELETE_SUBSCRIPTION_GROUP, DeleteGroup.WIRE));

  private static final Map<Integer, Header<?>> ANSWERS =
      Map.ofEntries(
          Map.entry(RequestCode.QUERY_CONSUMER_OFFSET, OffsetResult.WIRE),
          Map.entry(RequestCode.PULL_MESSAGE, PullMessageResult.WIRE),
          Map.entry(RequestCode.LITE_PULL_MESSAGE, PullMessageResult.WIRE),
          Map.entry(RequestCode.POP_MESSAGE, PopMessageResult.WIRE),
          Map.entry(RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME, ChangeInvisibleTimeResult.WIRE),
          Map.entry(RequestCode.NOTIFICATION, PopNotificationResult.WIRE),
          Map.entry(RequestCode.POLLING_INFO, PollingInfoResult.WIRE),
          Map.entry(RequestCode.GET_MAX_OFFSET, OffsetResult.WIRE),
          Map.entry(RequestCode.GET_MIN_OFFSET, OffsetResult.WIRE),
          Map.entry(RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, OffsetResult.WIRE),
          Map.entry(RequestCode.GET_EARLIEST_STORE_TIME, TimestampResult.WIRE),
          Map.entry(RequestCode.QUERY_MESSAGE, QueryMessageResult.WIRE),
          Map.entry(RequestCode.WIPE_WRITE_PERMISSION, WipeResult.WIRE));

  /** The fields of a heartbeat's answer are read one by one: FrameVectorsTest has them. */
  private static final Set<Integer> PLAIN_ANSWERS = Set.of(RequestCode.HEART_BEAT);

  private static final Map<Integer, UnaryOperator<byte[]>> REQUEST_BODIES =
      Map.ofEntries(
          body(RequestCode.HEART_BEAT, Heartbeat::parse, Heartbeat::write),
          body(RequestCode.CHECK_CLIENT_CONFIG, CheckClientConfig::parse, CheckClientConfig::write),
          body(RequestCode.LOCK_QUEUES, LockQueues::parse, LockQueues::write),
          body(RequestCode.QUERY_ASSIGNMENT, QueryAssignment::parse, QueryAssignment::write),
          body(RequestCode.BATCH_ACK_MESSAGE, BatchAck::parse, BatchAck::write),
          body(
              RequestCode.SET_MESSAGE_REQUEST_MODE,
              SetMessageRequestMode::parse,
              SetMessageRequestMode::write),
          body(
              RequestCode.UPDATE_SUBSCRIPTION_GROUP,
              SubscriptionGroup::parse,
              SubscriptionGroup::write),
          body(RequestCode.CREATE_USER, UserInfo::parse, UserInfo::write),
          body(RequestCode.CREATE_ACL, AclInfo::parse, AclInfo::write));

  private static final Map<Integer, UnaryOperator<byte[]>> ANSWER_BODIES =
      Map.ofEntries(
          body(RequestCode.GET_CONSUMER_LIST_BY_GROUP, ConsumerList::parse, ConsumerList::write),
          body(RequestCode.LOCK_QUEUES, LockedQueues::parse, LockedQueues::write),
          body(RequestCode.QUERY_ASSIGNMENT, QueueAssignments::parse, QueueAssignments::write),
          body(RequestCode.CONSUME_MESSAGE_DIRECTLY, ConsumeResult::parse, ConsumeResult::write),
          body(RequestCode.GET_CONSUMER_STATUS, ConsumerStatus::parse, ConsumerStatus::write),
          body(
              RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER,
              ConsumerStatus::parse,
              ConsumerStatus::write),
          body(
              RequestCode.GET_CONSUMER_RUNNING_INFO,
              ConsumerRunningInfo::parse,
              ConsumerRunningInfo::write),
          body(RequestCode.GET_CONSUME_TIME_SPAN, ConsumeTimeSpans::parse, ConsumeTimeSpans::write),
          body(RequestCode.GET_BROKER_STATS, BrokerStats::parse, BrokerStats::write),
          body(
              RequestCode.GET_GROUP_SUBSCRIPTION,
              GroupSubscription::parse,
              GroupSubscription::write),
          body(RequestCode.GET_TOPICS_OF_GROUP, TopicList::parse, TopicList::write),
          body(RequestCode.GET_ALL_CONSUMER_OFFSET, ConsumerOffsets::parse, ConsumerOffsets::write),
          body(RequestCode.GET_BROKER_CLUSTER_INFO, ClusterInfo::parse, ClusterInfo::write),
          body(RequestCode.GET_BROKER_RUNTIME_INFO, KvTable::parse, KvTable::write),
          body(RequestCode.GET_ALL_TOPICS, TopicList::parse, TopicList::write),
          body(RequestCode.GET_TOPIC_STATS, TopicStats::parse, TopicStats::write),
          body(RequestCode.GET_TOPIC_CONFIG, TopicConfig::parse, TopicConfig::write),
          body(RequestCode.GET_CONSUME_STATS, ConsumeStats::parse, ConsumeStats::write),
          body(
              RequestCode.GET_CONSUMER_CONNECTIONS,
              ConsumerConnections::parse,
              ConsumerConnections::write),
          body(
              RequestCode.GET_PRODUCER_CONNECTIONS,
              ProducerConnections::parse,
              ProducerConnections::write),
          body(RequestCode.GET_ALL_PRODUCER_INFO, ProducerTable::parse, ProducerTable::write),
          body(
              RequestCode.GET_BROKER_CONSUME_STATS,
              ConsumeStatsList::parse,
              ConsumeStatsList::write),
          body(RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, GroupList::parse, GroupList::write),
          body(RequestCode.RESET_OFFSET, QueueOffsets::parse, QueueOffsets::write));

  private static final Map<String, UnaryOperator<byte[]>> FILES =
      Map.of(
          "local-offset-file", body(0, QueueOffsets::parse, QueueOffsets::write).getValue(),
          "consumer-offset-file",
              body(0, ConsumerOffsets::parse, ConsumerOffsets::write).getValue(),
          "consumer-order-info-file",
              body(0, ConsumerOrder::parse, ConsumerOrder::write).getValue(),
          "batch-ack-bitset", body(0, BatchAck::parse, BatchAck::write).getValue());

  private static <T> Map.Entry<Integer, UnaryOperator<byte[]>> body(
      int code, Function<byte[], T> parse, Function<T, byte[]> write) {
    return Map.entry(code, bytes -> write.apply(parse.apply(bytes)));
  }

  private static Stream<Sample> exchanges() {
    return CapturedSamples.all().stream()
        .filter(sample -> sample.code() >= 0)
        .filter(sample -> !NOT_OURS.contains(sample.id()) && !TESTS.containsKey(sample.id()));
  }

  private static Stream<Sample> records() {
    return CapturedSamples.all().stream()
        .filter(sample -> !sample.record().isEmpty())
        .filter(sample -> sample.response().bytes().length > 0);
  }

  @Test
  void every_sample_is_in_a_test() {
    Set<String> all = new TreeSet<>();
    CapturedSamples.all().forEach(sample -> all.add(sample.id()));
    assertThat(all).hasSize(96);
    Set<String> tested = new TreeSet<>(NOT_OURS);
    tested.addAll(TESTS.keySet());
    tested.addAll(FILES.keySet());
    tested.add("frame-pull-hex");
    exchanges().forEach(sample -> tested.add(sample.id()));
    assertThat(tested).isEqualTo(all);
    assertThat(records()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void the_request_has_the_fields_of_our_header(Sample sample) {
    assertFields(sample, sample.request(), REQUESTS);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void the_answer_has_the_fields_of_our_header(Sample sample) {
    if (!PLAIN_ANSWERS.contains(sample.code())) {
      assertFields(sample, sample.response(), ANSWERS);
    }
  }

  private static void assertFields(Sample sample, Said said, Map<Integer, Header<?>> headers) {
    if (!said.fields().isEmpty()) {
      Map<String, String> expected = new TreeMap<>(said.fields());
      expected.keySet().removeAll(BESIDE);
      Header<?> header = Objects.requireNonNull(headers.get(sample.code()), sample.id());
      assertThat(again(header, said.fields())).isEqualTo(expected);
    }
  }

  private static <Q> Map<String, String> again(Header<Q> header, Map<String, String> fields) {
    return Fields.of(header, header.read(Fields.of(fields))).toMap();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void bodies_mean_the_same_when_they_are_written_again(Sample sample) {
    assertBody(sample, sample.request().body(), REQUEST_BODIES);
    assertBody(sample, sample.response().body(), ANSWER_BODIES);
  }

  private static void assertBody(
      Sample sample, @Nullable String text, Map<Integer, UnaryOperator<byte[]>> bodies) {
    if (text != null && !text.isEmpty()) {
      assertSame(sample, Objects.requireNonNull(bodies.get(sample.code()), sample.id()), text);
    }
  }

  @Test
  void files_mean_the_same_when_they_are_written_again() {
    for (Sample sample : CapturedSamples.all()) {
      UnaryOperator<byte[]> file = FILES.get(sample.id());
      if (file != null) {
        Map<String, String> texts = sample.texts();
        assertSame(
            sample, file, texts.getOrDefault("fileText", texts.getOrDefault("bodyText", "")));
      }
    }
  }

  /** The order of members is free, so that both are compared as sorted pieces. */
  private static void assertSame(Sample sample, UnaryOperator<byte[]> body, String text) {
    byte[] written = body.apply(GoldenVectors.utf8(text));
    assertThat(body.apply(written)).isEqualTo(written);
    List<String> pieces = pieces(GoldenVectors.utf8(written));
    if (IN_PART.containsKey(sample.id())) {
      assertThat(pieces(text)).containsAll(pieces).hasSizeGreaterThan(pieces.size());
    } else {
      assertThat(pieces).isEqualTo(pieces(text));
    }
  }

  /** A rate of consuming is not measured here, and absent members may be said or not. */
  private static List<String> pieces(String text) {
    return text.replaceAll("\\s", "")
        .replaceAll("\"consumeTps\":[0-9.]+", "\"consumeTps\":0")
        .replaceAll("[{}\\[\\]]", ",")
        .lines()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .filter(piece -> !piece.isEmpty())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_holds_what_is_stated(Sample sample) {
    byte[] bytes = sample.response().bytes();
    MessageRecord record = MessageRecord.parse(bytes, 0, bytes.length);
    Map<String, String> read = new HashMap<>();
    read.put("totalSize", Integer.toString(record.size()));
    read.put("queueId", Integer.toString(record.queueId()));
    read.put("queueOffset", Long.toString(record.queueOffset()));
    read.put("commitLogOffset", Long.toString(record.logOffset()));
    read.put("reconsumeTimes", Integer.toString(record.reconsumeTimes()));
    read.put("bodyText", GoldenVectors.utf8(record.body()));
    read.put("topic", record.topic());
    read.put("properties", new TreeMap<>(MessageProperties.parse(record.properties())).toString());
    assertThat(read).isEqualTo(sample.record());
  }

  @Test
  void a_pull_in_a_frame_goes_both_ways() {
    for (Sample sample : CapturedSamples.all()) {
      if (sample.id().equals("frame-pull-hex")) {
        byte[] bytes = HexFormat.of().parseHex(Objects.requireNonNull(sample.texts().get("hex")));
        Frame frame = new FrameDecoder().decode(bytes, 4, bytes.length - 4);
        assertThat(frame.code()).isEqualTo(RequestCode.PULL_MESSAGE);
        assertThat(frame.opaque()).isEqualTo(100);
        PullMessage pull = PullMessage.WIRE.read(frame.fields());
        assertThat(pull.queueOffset()).isEqualTo(7);
        assertThat(Fields.of(PullMessage.WIRE, pull).toMap()).isEqualTo(frame.fields().toMap());
      }
    }
  }
}
