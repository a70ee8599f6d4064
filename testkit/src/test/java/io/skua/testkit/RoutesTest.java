package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.exception.TopicNotWritableException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.MessageQueue;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Protocol 6.6, trap 18 and 19. */
class RoutesTest extends ClientScenario {
  private List<MessageQueue> queuesOffered(DefaultMQProducer producer, String topic)
      throws Exception {
    List<MessageQueue> offered = new ArrayList<>();
    producer.send(
        message(topic, "x"),
        (queues, message, arg) -> {
          offered.addAll(queues);
          return queues.get(0);
        },
        null);
    return offered;
  }

  @Test
  void an_unknown_topic_is_asked_for_then_its_template_then_sent() throws Exception {
    names.topic("TBW102", 8, a);
    DefaultMQProducer producer = started("group");
    producer.send(message("NewTopic", "x"));
    assertThat(names.asked()).containsExactly("NewTopic", "TBW102");
    assertThat(a.sends()).hasSize(1);
    assertThat(a.sends().get(0).code()).isEqualTo(RequestCode.SEND_MESSAGE_V2);
    assertThat(a.sends().get(0).header().topic()).isEqualTo("NewTopic");
    assertThat(a.sends().get(0).header().defaultTopic()).isEqualTo("TBW102");
    assertThat(a.sends().get(0).header().defaultTopicQueueNums()).isEqualTo(4);
  }

  @Test
  void a_new_topic_has_the_smaller_of_the_two_counts_of_queues() throws Exception {
    names.topic("TBW102", 8, a);
    assertThat(queuesOffered(started("g1"), "NewTopic")).hasSize(4);
    names.topic("TBW102", 2, a);
    assertThat(queuesOffered(started("g2"), "NewTopic")).hasSize(2);
    names.topic("TBW102", 16, a);
    DefaultMQProducer producer = producer("g3");
    producer.setDefaultTopicQueueNums(12);
    producer.start();
    assertThat(queuesOffered(producer, "NewTopic")).hasSize(12);
  }

  @Test
  void the_template_is_asked_for_under_its_name_whatever_the_create_topic_key() throws Exception {
    names.topic("TBW102", 8, a);
    names.topic("Template", 8, b);
    DefaultMQProducer producer = producer("group");
    producer.setCreateTopicKey("Template");
    producer.start();
    producer.send(message("NewTopic", "x"));
    assertThat(names.asked()).containsExactly("NewTopic", "TBW102");
    assertThat(a.sends().get(0).header().defaultTopic()).isEqualTo("Template");
  }

  @Test
  void a_topic_that_was_created_meanwhile_gets_its_own_route() throws Exception {
    names.topic("TBW102", 8, a);
    DefaultMQProducer producer = started("group");
    producer.send(message("NewTopic", "x"));
    names.topic("NewTopic", 3, b);
    time.advance(SECOND.multipliedBy(31));
    assertThat(queuesOffered(producer, "NewTopic"))
        .hasSize(3)
        .allMatch(queue -> queue.getBrokerName().equals("broker-b"));
  }

  @Test
  void an_unknown_topic_without_a_template_is_told() throws Exception {
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(() -> producer.send(message("NoTopic", "x")))
        .isInstanceOfSatisfying(
            TopicNotFoundException.class,
            e -> {
              assertThat(e.getResponseCode()).isEqualTo(10005);
              assertThat(e.getAttempts()).isEmpty();
            })
        .hasMessageContaining("No route info of this topic: NoTopic")
        .hasMessageContaining("autoCreateTopicEnable")
        .hasMessageContaining("Create the topic");
  }

  @Test
  void a_topic_without_a_writable_queue_is_told() throws Exception {
    names.route("ReadOnly", FakeNameServer.routeOf(4, 4, a));
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(() -> producer.send(message("ReadOnly", "x")))
        .isInstanceOf(TopicNotWritableException.class)
        .hasMessageContaining("No route info of this topic: ReadOnly")
        .hasMessageContaining("Give the topic write permission");
    assertThat(sends()).isZero();
  }

  @Test
  void queues_without_a_master_or_without_write_permission_are_left_out() throws Exception {
    FakeBroker slaveOnly = broker("broker-s", "10.0.1.3");
    names.route(
        "Mixed",
        TopicRoute.of(
            List.of(
                FakeNameServer.member(b, 0),
                FakeNameServer.member(a, 0),
                FakeNameServer.member(slaveOnly, 1)),
            List.of(
                new QueueRoute("broker-b", 6, 1, 1, 0),
                new QueueRoute("broker-a", 2, 8, 2, 0),
                new QueueRoute("broker-s", 6, 4, 4, 0),
                new QueueRoute("unknown", 6, 4, 4, 0))));
    assertThat(queuesOffered(started("group"), "Mixed"))
        .containsExactly(
            new MessageQueue("Mixed", "broker-a", 0),
            new MessageQueue("Mixed", "broker-a", 1),
            new MessageQueue("Mixed", "broker-b", 0));
  }

  @Test
  void the_order_configuration_overrides_the_queues() throws Exception {
    names.route("Ordered", ordered("broker-b:2;broker-a:1"));
    assertThat(queuesOffered(started("group"), "Ordered"))
        .containsExactly(
            new MessageQueue("Ordered", "broker-b", 0),
            new MessageQueue("Ordered", "broker-b", 1),
            new MessageQueue("Ordered", "broker-a", 0));
  }

  private TopicRoute ordered(String conf) {
    TopicRoute plain = FakeNameServer.routeOf(8, 6, a, b);
    return new TopicRoute(plain.brokers(), plain.queues(), conf, new TreeMap<>(), null);
  }

  @Test
  void an_order_configuration_that_cannot_be_read_is_told_as_such() throws Exception {
    names.route("Ordered", ordered("broker-a:many"));
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(() -> producer.send(message("Ordered", "x")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("No route info of this topic: Ordered")
        .hasMessageContaining("broker-a:many");
  }

  @Test
  void a_route_that_cannot_be_read_is_told_as_such() throws Exception {
    names.always(
        RequestCode.GET_ROUTE_BY_TOPIC,
        FakePeer.answer(Frame.success().withBody("[garbage".getBytes(StandardCharsets.UTF_8))));
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("the route cannot be read");
  }

  @Test
  void a_name_server_that_refuses_is_quoted() throws Exception {
    names.always(
        RequestCode.GET_ROUTE_BY_TOPIC, FakePeer.refusal(ResponseCode.SYSTEM_ERROR, "disk gone"));
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("disk gone");
  }

  @Test
  void a_known_route_survives_a_name_server_that_is_gone() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(message("x"));
    names.stop();
    time.advance(SECOND.multipliedBy(300));
    assertThat(producer.send(message("x")).getMsgId()).isNotEmpty();
  }

  @Test
  void a_known_route_survives_a_topic_that_the_name_server_forgot() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(message("x"));
    names.remove("TopicTest");
    time.advance(SECOND.multipliedBy(300));
    assertThat(producer.send(message("x")).getMsgId()).isNotEmpty();
  }

  @Test
  void callers_that_want_one_topic_at_once_ask_once() throws Exception {
    DefaultMQProducer producer = started("group");
    for (int i = 0; i < 10; i++) {
      producer.sendAsync(message("x"));
    }
    time.advance(Duration.ofMillis(9));
    assertThat(names.asked()).containsExactly("TopicTest");
    time.advance(SECOND);
    assertThat(sends()).isEqualTo(10);
  }

  @Test
  void messages_go_round_all_queues() throws Exception {
    DefaultMQProducer producer = started("group");
    Set<String> queues = new TreeSet<>();
    for (int i = 0; i < 8; i++) {
      MessageQueue queue = producer.send(message("x")).getMessageQueue();
      queues.add(queue.getBrokerName() + queue.getQueueId());
    }
    assertThat(queues).hasSize(8);
  }

  @Test
  void queues_and_their_offsets_can_be_asked_for() throws Exception {
    DefaultMQProducer producer = started("group");
    List<MessageQueue> queues = producer.fetchPublishMessageQueues("TopicTest");
    assertThat(queues).hasSize(8);
    MessageQueue queue = queues.get(0);
    assertThat(producer.maxOffset(queue)).isEqualTo(100);
    assertThat(producer.minOffset(queue)).isEqualTo(10);
    assertThat(producer.searchOffset(queue, 5)).isEqualTo(50);
    assertThat(producer.earliestMsgStoreTime(queue)).isEqualTo(1234);
    assertThatThrownBy(() -> producer.maxOffset(new MessageQueue("TopicTest", "none", 0)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The broker[none] not exist");
  }
}
