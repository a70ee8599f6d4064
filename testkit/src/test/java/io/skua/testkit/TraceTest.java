package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.AccessChannel;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendResult;
import io.skua.client.trace.AsyncTraceDispatcher;
import io.skua.client.trace.TraceBean;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDataEncoder;
import io.skua.client.trace.TraceDispatcher;
import io.skua.client.trace.TraceType;
import io.skua.common.message.Message;
import io.skua.common.message.MessageType;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.ProducerData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.SendMessageResult;
import io.skua.wire.message.Compression;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Protocol 6.20, traps 44 and 59. The topic for traces is on a broker of its own. */
class TraceTest extends ClientScenario {
  private static final String TRACES = "RMQ_SYS_TRACE_TOPIC";
  private static final Duration FLUSH = Duration.ofSeconds(6);

  private final FakeBroker c = broker("broker-c", "10.0.1.3");

  TraceTest() {
    names.topic(TRACES, 1, c);
  }

  private DefaultMQProducer traced(@Nullable String topic) throws MQClientException {
    DefaultMQProducer producer = producer("group");
    producer.setEnableTrace(true);
    producer.setTraceTopic(topic);
    producer.start();
    return producer;
  }

  private DefaultMQProducer traced() throws MQClientException {
    return traced(null);
  }

  private static AsyncTraceDispatcher dispatcher(DefaultMQProducer producer) {
    return (AsyncTraceDispatcher) producer.getTraceDispatcher();
  }

  private static List<TraceContext> traces(FakeBroker.Sent message) {
    byte[] body = message.body();
    if ((message.header().sysFlag() & 1) != 0) {
      body = Compression.inflate(body, 0, body.length, 1 << 20);
    }
    return TraceDataEncoder.decoderFromTraceDataString(new String(body, StandardCharsets.UTF_8));
  }

  private List<TraceContext> arrived() {
    List<TraceContext> all = new ArrayList<>();
    c.sends().forEach(sent -> all.addAll(traces(sent)));
    return all;
  }

  private static TraceContext trace(String id) {
    TraceBean bean = new TraceBean();
    bean.setTopic("TopicTest");
    bean.setMsgId(id);
    TraceContext trace = new TraceContext();
    trace.setTraceType(TraceType.Pub);
    trace.setRegionId("region");
    trace.setTraceBeans(List.of(bean));
    return trace;
  }

  // --- what is traced

  @Test
  void messages_arrive_as_traces_at_the_topic_for_traces() throws Exception {
    DefaultMQProducer producer = traced();
    Message message = message("hello");
    message.setKeys("k1 k2");
    SendResult sync = producer.send(message);
    SendResult async = time.await(producer.sendAsync(message("again")), SECOND);
    time.advance(FLUSH);
    assertThat(c.sends()).hasSize(1);
    assertThat(c.sends().get(0).header().topic()).isEqualTo(TRACES);
    assertThat(c.sends().get(0).properties())
        .containsEntry("KEYS", sync.getMsgId() + " k1 k2 " + async.getMsgId());
    List<TraceContext> arrived = arrived();
    assertThat(arrived).hasSize(2);
    TraceContext first = arrived.get(0);
    assertThat(first.getTraceType()).isEqualTo(TraceType.Pub);
    assertThat(first.getGroupName()).isEqualTo("group");
    assertThat(first.getRegionId()).isEqualTo("RegionOfTest");
    assertThat(first.isSuccess()).isTrue();
    TraceBean bean = first.getTraceBeans().get(0);
    assertThat(bean.getTopic()).isEqualTo("TopicTest");
    assertThat(bean.getMsgId()).isEqualTo(sync.getMsgId());
    assertThat(bean.getOffsetMsgId()).isEqualTo(sync.getOffsetMsgId());
    assertThat(bean.getTags()).isEqualTo("TagA");
    assertThat(bean.getKeys()).isEqualTo("k1 k2");
    assertThat(bean.getStoreHost()).isIn("10.0.1.1:10911", "10.0.1.2:10911");
    assertThat(bean.getBodyLength()).isEqualTo(5);
    assertThat(bean.getMsgType()).isEqualTo(MessageType.Normal_Msg);
    assertThat(dispatcher(producer).getDiscardCount()).isZero();
  }

  @Test
  void failed_and_one_way_messages_are_not_traced() throws Exception {
    DefaultMQProducer producer = traced();
    producer.sendOneway(message("quiet"));
    a.stop();
    b.stop();
    assertThatThrownBy(() -> producer.send(message("lost"))).isInstanceOf(MQClientException.class);
    time.advance(FLUSH);
    assertThat(c.sends()).isEmpty();
    assertThat(openedNets).hasSize(1);
  }

  @Test
  void a_broker_turns_traces_off() throws Exception {
    Frame off =
        Frame.success(
            SendMessageResult.WIRE,
            new SendMessageResult("ID", 0, 0, null, null, null, "region", false));
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.answer(off));
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.answer(off));
    traced().send(message("hello"));
    time.advance(FLUSH);
    assertThat(c.sends()).isEmpty();
  }

  @Test
  void a_message_that_is_not_safe_yet_is_traced_as_no_success() throws Exception {
    a.always(RequestCode.SEND_MESSAGE_V2, a.stored(10));
    b.always(RequestCode.SEND_MESSAGE_V2, b.stored(10));
    DefaultMQProducer producer = traced();
    Message delayed = message("hello");
    delayed.setDelayTimeLevel(3);
    producer.send(delayed);
    time.advance(FLUSH);
    assertThat(arrived()).singleElement().extracting(TraceContext::isSuccess).isEqualTo(false);
    assertThat(arrived().get(0).getTraceBeans().get(0).getMsgType())
        .isEqualTo(MessageType.Delay_Msg);
  }

  @Test
  void the_end_of_a_transaction_is_traced() throws Exception {
    DefaultMQProducer producer = traced();
    producer
        .getDefaultMQProducerImpl()
        .doExecuteEndTransactionHook(
            message("half"), "ID", "10.0.1.1:10911", LocalTransactionState.ROLLBACK_MESSAGE, true);
    time.advance(FLUSH);
    TraceContext trace = arrived().get(0);
    assertThat(trace.getTraceType()).isEqualTo(TraceType.EndTransaction);
    assertThat(trace.getRegionId()).isEqualTo("DefaultRegion");
    TraceBean bean = trace.getTraceBeans().get(0);
    assertThat(bean.getTransactionState()).isEqualTo(LocalTransactionState.ROLLBACK_MESSAGE);
    assertThat(bean.isFromTransactionCheck()).isTrue();
    assertThat(bean.getMsgType()).isEqualTo(MessageType.Trans_msg_Commit);
  }

  @Test
  void names_in_traces_have_no_namespace() throws Exception {
    names.topic("ns%TopicTest", 4, a, b);
    DefaultMQProducer producer = producer("group");
    producer.setNamespace("ns");
    producer.setEnableTrace(true);
    producer.start();
    producer.send(message("hello"));
    time.advance(FLUSH);
    assertThat(arrived().get(0).getGroupName()).isEqualTo("group");
    assertThat(arrived().get(0).getTraceBeans().get(0).getTopic()).isEqualTo("TopicTest");
  }

  @Test
  void messages_to_the_topic_for_traces_are_not_traced_and_neither_are_traces() throws Exception {
    DefaultMQProducer producer = traced("my-traces");
    names.topic("my-traces", 1, c);
    producer.send(message("my-traces", "mine"));
    producer.send(message("hello"));
    time.advance(Duration.ofMinutes(5));
    assertThat(c.sends()).hasSize(2);
    assertThat(arrived()).hasSize(1);
  }

  @Test
  void in_the_cloud_traces_go_to_the_topic_of_the_region() throws Exception {
    names.topic("rmq_sys_TRACE_DATA_RegionOfTest", 1, c);
    DefaultMQProducer producer = producer("group");
    producer.setEnableTrace(true);
    producer.setAccessChannel(AccessChannel.CLOUD);
    producer.start();
    producer.send(message("hello"));
    time.advance(FLUSH);
    assertThat(c.sends().get(0).header().topic()).isEqualTo("rmq_sys_TRACE_DATA_RegionOfTest");
  }

  // --- how it travels

  @Test
  void traces_have_a_client_of_their_own_which_opens_with_the_first_one() throws Exception {
    DefaultMQProducer producer = traced();
    time.advance(Duration.ofMinutes(1));
    assertThat(openedNets).hasSize(1);
    producer.send(message("hello"));
    time.advance(FLUSH);
    assertThat(openedNets).hasSize(2);
    String clientId = "10.0.0.9@PID_CLIENT_INNER_TRACE_PRODUCER_" + NAMES;
    assertThat(openedNets.get(1)).isEqualTo("skua-client-" + clientId);
    time.advance(Duration.ofSeconds(30));
    Heartbeat beat = c.heartbeats().get(0);
    assertThat(beat.clientId()).isEqualTo(clientId);
    assertThat(beat.producers())
        .extracting(ProducerData::groupName)
        .anyMatch(group -> group.matches("_INNER_TRACE_PRODUCER-group-PRODUCE-\\d+"));
  }

  @Test
  void ten_traces_leave_at_once_and_fewer_wait_for_five_seconds() throws Exception {
    DefaultMQProducer producer = traced();
    producer.send(message("opens the client"));
    time.advance(Duration.ofMillis(10));
    for (int i = 0; i < 12; i++) {
      producer.send(message("hello"));
    }
    time.advance(Duration.ofMillis(10));
    assertThat(arrived()).hasSize(10);
    time.advance(FLUSH);
    assertThat(arrived()).hasSize(13);
    assertThat(c.sends()).hasSize(2);
  }

  @Test
  void a_burst_before_the_client_is_open_leaves_as_soon_as_it_is() throws Exception {
    AsyncTraceDispatcher dispatcher = own(7);
    for (int i = 0; i < 100; i++) {
      dispatcher.append(trace("id" + i));
    }
    dispatcher.start(NAMES.toString(), AccessChannel.LOCAL);
    time.advance(Duration.ofMillis(100));
    assertThat(arrived()).hasSize(98);
    assertThat(c.sends()).hasSize(14);
    dispatcher.flush();
    time.advance(Duration.ofMillis(100));
    assertThat(arrived()).hasSize(100);
    dispatcher.shutdown();
  }

  private AsyncTraceDispatcher own(int batch) {
    return new AsyncTraceDispatcher(
        "group", TraceDispatcher.Type.PRODUCE, batch, null, null, registry);
  }

  // --- when it does not work

  @Test
  void a_flood_is_dropped_and_counted_and_blocks_nobody() throws Exception {
    c.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    AsyncTraceDispatcher dispatcher = own(100);
    dispatcher.start(NAMES.toString(), AccessChannel.LOCAL);
    for (int i = 0; i < 3000; i++) {
      assertThat(dispatcher.append(trace("id" + i))).isEqualTo(i < 2048);
    }
    assertThat(dispatcher.getDiscardCount()).isEqualTo(952);
    // 32 messages of 20 traces are under way and not answered; there is room for so many more.
    time.advance(SECOND);
    long start = millis();
    for (int i = 0; i < 1000; i++) {
      assertThat(dispatcher.append(trace("more" + i))).isEqualTo(i < 640);
    }
    assertThat(millis()).isEqualTo(start);
    assertThat(dispatcher.getDiscardCount()).isEqualTo(952 + 360);
    c.asUsual(RequestCode.SEND_MESSAGE_V2);
    time.advance(Duration.ofMinutes(1));
    assertThat(arrived()).hasSizeGreaterThanOrEqualTo(2048);
    dispatcher.shutdown();
  }

  @Test
  void a_dead_broker_of_traces_harms_no_send() throws Exception {
    DefaultMQProducer producer = traced();
    c.stop();
    long start = millis();
    for (int i = 0; i < 50; i++) {
      producer.send(message("hello"));
    }
    assertThat(millis() - start).isLessThan(200);
    assertThat(sends()).isEqualTo(50);
    time.advance(Duration.ofMinutes(1));
    assertThat(dispatcher(producer).getDiscardCount()).isEqualTo(50);
    c.restart();
    time.advance(Duration.ofSeconds(10));
    producer.send(message("hello"));
    time.advance(FLUSH);
    assertThat(arrived()).hasSize(1);
  }

  @Test
  void a_client_for_traces_that_cannot_start_harms_no_send() throws Exception {
    AsyncTraceDispatcher dispatcher = own(10);
    DefaultMQProducer producer = producer("group");
    producer.setTraceDispatcher(dispatcher);
    producer.setEnableTrace(true);
    dispatcher.getTraceProducer().setProducerGroup("not a group");
    producer.start();
    producer.send(message("hello"));
    producer.send(message("hello"));
    time.advance(FLUSH);
    assertThat(dispatcher.getDiscardCount()).isEqualTo(2);
    producer.shutdown();
    assertThat(registry.size()).isZero();
  }

  @Test
  void a_dispatcher_that_does_not_start_does_not_keep_the_producer_from_starting()
      throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setTraceDispatcher(
        new TraceDispatcher() {
          @Override
          public void start(@Nullable String nameSrvAddr, AccessChannel accessChannel)
              throws MQClientException {
            throw new MQClientException("no", null);
          }

          @Override
          public boolean append(Object ctx) {
            return false;
          }

          @Override
          public void flush() {}

          @Override
          public void shutdown() {}
        });
    producer.start();
    producer.send(message("hello"));
    producer.shutdown();
  }

  // --- the end

  @Test
  void a_shutdown_sends_what_is_left_and_leaves_nothing_behind() throws Exception {
    DefaultMQProducer producer = traced();
    for (int i = 0; i < 15; i++) {
      producer.send(message("hello"));
    }
    long start = millis();
    producer.shutdown();
    assertThat(millis() - start).isLessThan(100);
    assertThat(arrived()).hasSize(15);
    assertThat(dispatcher(producer).getDiscardCount()).isZero();
    assertThat(registry.size()).isZero();
    time.advance(SECOND);
    assertThat(network.connections()).isZero();
    List.of(a, b, c).forEach(FakePeer::forget);
    names.forget();
    time.advance(Duration.ofHours(1));
    assertThat(c.received()).isEmpty();
    assertThat(names.received()).isEmpty();
  }

  @Test
  void a_silent_broker_of_traces_holds_a_shutdown_for_some_seconds_only() throws Exception {
    DefaultMQProducer producer = traced();
    producer.send(message("hello"));
    time.advance(FLUSH);
    network.silence(c.address());
    for (int i = 0; i < 15; i++) {
      producer.send(message("hello"));
    }
    long start = millis();
    producer.shutdown();
    assertThat(millis() - start).isLessThan(9_000);
    time.advance(SECOND);
    assertThat(dispatcher(producer).getDiscardCount()).isEqualTo(15);
    assertThat(registry.size()).isZero();
    assertThat(network.connections()).isZero();
  }

  @Test
  void a_shutdown_without_a_trace_opens_nothing() throws Exception {
    DefaultMQProducer producer = traced();
    producer.shutdown();
    producer.shutdown();
    assertThat(openedNets).hasSize(1);
    assertThat(dispatcher(producer).append(trace("late"))).isFalse();
    assertThat(registry.size()).isZero();
  }

  @Test
  void hooks_of_the_application_and_traces_go_together() throws Exception {
    DefaultMQProducer producer = traced();
    List<String> seen = new ArrayList<>();
    producer
        .getDefaultMQProducerImpl()
        .registerSendMessageHook(
            new SendMessageHook() {
              @Override
              public String hookName() {
                return "seen";
              }

              @Override
              public void sendMessageBefore(SendMessageContext context) {
                seen.add("before");
              }

              @Override
              public void sendMessageAfter(SendMessageContext context) {
                seen.add("after");
              }
            });
    producer.send(message("hello"));
    producer.shutdown();
    assertThat(seen).containsExactly("before", "after");
    assertThat(arrived()).hasSize(1);
  }
}
