package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.MessageQueueSelector;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.utils.MessageUtil;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.MessageProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Protocol 6.18: what goes out has the namespace, and what users see has not. */
class NamespaceTest extends ClientScenario {
  private static final MessageQueue QUEUE = new MessageQueue("TopicTest", "broker-a", 1);
  private static final MessageQueue WRAPPED = new MessageQueue("ns%TopicTest", "broker-a", 1);

  private final List<MessageQueue> offered = new ArrayList<>();
  private final List<String> copies = new ArrayList<>();
  private final List<SendResult> heard = new ArrayList<>();

  private final MessageQueueSelector selector =
      (queues, copy, arg) -> {
        offered.addAll(queues);
        copies.add(copy.getTopic());
        return queues.get(0);
      };

  private final SendCallback callback =
      new SendCallback() {
        @Override
        public void onSuccess(SendResult sendResult) {
          heard.add(sendResult);
        }

        @Override
        public void onException(Throwable e) {
          throw new AssertionError(e);
        }
      };

  private DefaultMQProducer inNamespace() throws Exception {
    names.topic("ns%TopicTest", 4, a);
    DefaultMQProducer producer = producer("group");
    producer.setNamespace("ns");
    producer.start();
    return producer;
  }

  @Test
  void every_way_to_send_wraps_the_topic_and_unwraps_the_result() throws Exception {
    DefaultMQProducer producer = inNamespace();
    List<SendResult> results = new ArrayList<>();
    results.add(producer.send(message("x")));
    results.add(producer.send(message("x"), 1_000));
    results.add(producer.send(message("x"), QUEUE));
    results.add(producer.send(message("x"), WRAPPED));
    results.add(producer.send(message("x"), QUEUE, 1_000));
    results.add(producer.send(message("x"), selector, null));
    results.add(producer.send(message("x"), selector, null, 1_000));
    results.add(producer.send(message("ns%TopicTest", "x")));
    results.add(producer.send(message("ns%TopicTest", "x"), QUEUE));
    results.add(producer.send(message("ns%TopicTest", "x"), selector, null));
    results.add(producer.send(List.of(message("x"), message("y"))));
    results.add(producer.send(List.of(message("x"), message("y")), QUEUE));
    results.add(producer.send(List.of(message("x"), message("y")), WRAPPED, 1_000));
    producer.send(message("x"), callback);
    producer.send(message("x"), QUEUE, callback);
    producer.send(message("x"), WRAPPED, callback);
    producer.send(message("x"), selector, null, callback);
    producer.sendOneway(message("x"));
    producer.sendOneway(message("x"), QUEUE);
    producer.sendOneway(message("x"), WRAPPED);
    producer.sendOneway(message("x"), selector, null);
    producer.requestAsync(message("x"), 60_000);
    time.advance(SECOND);
    assertThat(a.sends()).hasSize(22);
    assertThat(a.sends())
        .allMatch(sent -> sent.header().topic().equals("ns%TopicTest"))
        .allMatch(sent -> sent.header().producerGroup().equals("ns%group"))
        .allMatch(sent -> "ns".equals(sent.properties().get("INSTANCE_ID")));
    results.addAll(heard);
    assertThat(results).hasSize(17);
    assertThat(results).allMatch(sent -> sent.getMessageQueue().getTopic().equals("TopicTest"));
    assertThat(offered).allMatch(queue -> queue.getTopic().equals("TopicTest"));
    assertThat(copies).hasSize(5).containsOnly("TopicTest");
  }

  @Test
  void the_messages_of_a_batch_say_which_namespace_they_are_of() throws Exception {
    inNamespace().send(List.of(message("x"), message("y")));
    byte[] body = a.sends().get(0).body();
    for (BatchBody.Entry entry : BatchBody.split(body, 0, body.length)) {
      assertThat(MessageProperties.parse(entry.properties())).containsEntry("INSTANCE_ID", "ns");
    }
  }

  @Test
  void the_callers_message_keeps_its_topic_and_a_retry_topic_its_prefix() throws Exception {
    DefaultMQProducer producer = inNamespace();
    names.topic("%RETRY%ns%consumers", 1, a);
    Message retry = message("%RETRY%consumers", "x");
    SendResult result = producer.send(retry);
    assertThat(a.sends().get(0).header().topic()).isEqualTo("%RETRY%ns%consumers");
    assertThat(result.getMessageQueue().getTopic()).isEqualTo("%RETRY%consumers");
    assertThat(retry.getTopic()).isEqualTo("%RETRY%consumers");
  }

  @Test
  void queues_and_topics_are_asked_for_with_the_namespace() throws Exception {
    DefaultMQProducer producer = inNamespace();
    assertThat(producer.fetchPublishMessageQueues("TopicTest"))
        .hasSize(4)
        .allMatch(queue -> queue.getTopic().equals("TopicTest"));
    producer.maxOffset(QUEUE);
    producer.minOffset(WRAPPED);
    producer.searchOffset(QUEUE, 1);
    producer.earliestMsgStoreTime(QUEUE);
    names.topic("TBW102", 4, a);
    producer.createTopic("TBW102", "NewTopic", 1, Map.of());
    List<String> topics = new ArrayList<>();
    for (int code :
        new int[] {
          RequestCode.GET_MAX_OFFSET,
          RequestCode.GET_MIN_OFFSET,
          RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
          RequestCode.GET_EARLIEST_STORE_TIME,
          RequestCode.CREATE_TOPIC
        }) {
      topics.add(a.received(code).get(0).fields().text("topic"));
    }
    assertThat(topics)
        .containsExactly(
            "ns%TopicTest", "ns%TopicTest", "ns%TopicTest", "ns%TopicTest", "ns%NewTopic");
    assertThat(QUEUE.getTopic()).isEqualTo("TopicTest");
  }

  @Test
  void routes_are_resolved_with_the_namespace() throws Exception {
    names.topic("ns%TopicTest", 4, a);
    DefaultMQProducer producer = producer("group");
    producer.setNamespace("ns");
    producer.setTopics(List.of("TopicTest"));
    producer.start();
    time.advance(SECOND);
    assertThat(a.heartbeats().get(0).producers())
        .anyMatch(data -> data.groupName().equals("ns%group"));
    time.await(producer.warmUp("TopicTest"), SECOND);
    assertThat(names.asked()).contains("ns%TopicTest").doesNotContain("TopicTest");
  }

  @Test
  void a_reply_goes_to_the_topic_of_the_cluster() throws Exception {
    names.topic("DefaultCluster_REPLY_TOPIC", 1, b);
    Message request = message("x");
    MessageAccessor.putProperty(request, "CLUSTER", "DefaultCluster");
    inNamespace().send(MessageUtil.createReplyMessage(request, new byte[] {1}));
    Frame sent = b.received(RequestCode.SEND_REPLY_MESSAGE_V2).get(0);
    assertThat(sent.fields().text("b")).isEqualTo("DefaultCluster_REPLY_TOPIC");
  }

  private void everyRequestSays(FakePeer peer, String namespace) {
    assertThat(peer.received()).isNotEmpty();
    for (FakePeer.Received each : peer.received()) {
      assertThat(each.frame().fields().find("ns")).as("%s", each).isEqualTo(namespace);
      assertThat(each.frame().fields().find("nsd")).isEqualTo(namespace == null ? null : "true");
    }
  }

  @Test
  void a_namespace_of_version_2_is_in_every_request_and_in_no_name() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamespaceV2("space");
    producer.start();
    producer.send(message("x"), QUEUE);
    producer.sendOneway(message("x"), new MessageQueue("TopicTest", "broker-b", 0));
    producer.maxOffset(QUEUE);
    producer.warmUp("TopicTest");
    time.advance(SECOND.multipliedBy(60));
    producer.shutdown();
    assertThat(a.codes())
        .contains(
            RequestCode.SEND_MESSAGE_V2,
            RequestCode.GET_MAX_OFFSET,
            RequestCode.HEART_BEAT,
            RequestCode.UNREGISTER_CLIENT);
    everyRequestSays(names, "space");
    everyRequestSays(a, "space");
    everyRequestSays(b, "space");
    assertThat(a.sends().get(0).header().topic()).isEqualTo("TopicTest");
    assertThat(b.sends().get(0).oneWay()).isTrue();
  }

  @Test
  void a_request_that_is_sent_again_after_go_away_says_so_once() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamespaceV2("space");
    producer.start();
    a.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(1500, "please go away"));
    producer.send(message("x"), QUEUE);
    assertThat(a.sends()).hasSize(2);
    everyRequestSays(a, "space");
  }

  @Test
  void no_namespace_is_said_when_none_is_set() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamespaceV2("");
    producer.start();
    producer.send(message("x"), QUEUE);
    everyRequestSays(names, null);
    everyRequestSays(a, null);
  }
}
