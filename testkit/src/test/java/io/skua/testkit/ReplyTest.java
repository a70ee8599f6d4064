package io.skua.testkit;

import static io.skua.testkit.ServerFixture.SERVER;
import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.exception.SendFailedException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.RequestCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.utils.MessageUtil;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.net.Net;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Requests and replies (protocol 6.17, 7.9), with a whole server in between. */
class ReplyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long TIMEOUT = 5_000;

  private final ServerFixture server = new ServerFixture().start();
  private final Net net = server.network.net("10.0.0.7");
  private final ClientRegistry registry = new ClientRegistry(server.time, name -> net);
  private final ClientRegistry elsewhere =
      new ClientRegistry(server.time, name -> server.network.net("10.0.0.8"));
  private final DefaultMQProducer requester = started("requesters", registry);
  private final DefaultMQProducer replier = started("repliers", elsewhere);
  private final Map<Integer, Long> next = new HashMap<>();
  private final List<CompletableFuture<SendResult>> replies = new ArrayList<>();
  private Function<Message, byte[]> answer = request -> request.getBody();
  private Duration thinking = Duration.ZERO;

  private static DefaultMQProducer started(String group, ClientRegistry registry) {
    try {
      DefaultMQProducer producer = new DefaultMQProducer(group, registry);
      producer.setNamesrvAddr(SERVER.toString());
      producer.start();
      return producer;
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
  }

  private static Message message(String body) {
    return new Message("questions", "TagA", bytes(body));
  }

  private static String text(Message message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  /** From now on looks for requests every 100 ms and answers them. */
  private void answering(String topic) {
    net.loop().every(Duration.ofMillis(100), Duration.ofMillis(100), () -> look(topic));
  }

  private void look(String topic) {
    for (int queue = 0; queue < 4; queue++) {
      int id = queue;
      server
          .send(
              pull(
                  topic,
                  next.getOrDefault(id, 0L),
                  "queueId",
                  Integer.toString(id),
                  "sysFlag",
                  "4",
                  "suspendTimeoutMillis",
                  "0"))
          .thenAccept(found -> found(id, found));
    }
  }

  private void found(int queue, Frame found) {
    if (found.code() != ResponseCode.SUCCESS) {
      return;
    }
    for (MessageRecord record : MessageRecord.parseAll(found.bodyArray(), 0, found.bodyLength())) {
      if (record.queueOffset() == next.getOrDefault(queue, 0L)) {
        next.merge(queue, 1L, Long::sum);
        Message request = new Message(record.topic(), record.body());
        MessageAccessor.setProperties(request, MessageProperties.parse(record.properties()));
        net.loop().after(thinking, () -> reply(request));
      }
    }
  }

  private void reply(Message request) {
    try {
      Message reply = MessageUtil.createReplyMessage(request, answer.apply(request));
      replies.add(replier.sendAsync(reply));
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
  }

  /** The topic must be there before anybody can look for requests in it. */
  private void topicMade() throws Exception {
    replier.send(new Message("questions", bytes("first")), 3_000);
    for (int queue = 0; queue < 4; queue++) {
      next.put(queue, offset(queue));
    }
  }

  private long offset(int queue) {
    return server
        .call(RequestCode.GET_MAX_OFFSET, "topic", "questions", "queueId", Integer.toString(queue))
        .fields()
        .int64("offset");
  }

  private long millis() {
    return server.time.clock().wallMillis();
  }

  @Test
  void a_request_gets_its_reply() throws Exception {
    topicMade();
    answering("questions");
    Message request = message("2 + 2");
    answer = asked -> bytes("4");
    Message reply = requester.request(request, TIMEOUT);
    assertThat(text(reply)).isEqualTo("4");
    assertThat(reply.getTopic()).isEqualTo("DefaultCluster_REPLY_TOPIC");
    assertThat(reply.getProperties())
        .containsEntry("CORRELATION_ID", request.getProperty("CORRELATION_ID"))
        .containsEntry("REPLY_TO_CLIENT", requester.buildMQClientId())
        .containsEntry("TTL", "5000")
        .containsEntry("MSG_TYPE", "reply")
        .containsEntry("MSG_REGION", "DefaultRegion")
        .containsEntry("TRACE_ON", "true")
        .doesNotContainKey("CLUSTER")
        .containsKeys("PUSH_REPLY_TIME", "UNIQ_KEY");
    assertThat(reply.getProperty("ARRIVE_TIME")).isEqualTo(Long.toString(millis()));
    MessageExt received = (MessageExt) reply;
    assertThat(received.getBornHostString()).isEqualTo("10.0.0.8");
    assertThat(received.getStoreHost()).hasToString("/10.0.0.1:9876");
  }

  @Test
  void the_sender_of_the_reply_hears_that_it_was_taken_and_where_it_is_stored() throws Exception {
    topicMade();
    answering("questions");
    requester.request(message("x"), TIMEOUT);
    server.time.advance(SECOND);
    assertThat(replies).hasSize(1);
    SendResult sent = replies.get(0).get();
    assertThat(sent.getOffsetMsgId()).hasSize(32);
    Frame stored = server.call(pull("DefaultCluster_REPLY_TOPIC", 0));
    MessageRecord record = MessageRecord.parse(stored.bodyArray(), 0, stored.bodyLength());
    assertThat(record.body()).isEqualTo(bytes("x"));
    assertThat(MessageProperties.parse(record.properties())).doesNotContainKey("PUSH_REPLY_TIME");
  }

  @Test
  void a_reply_need_not_be_stored() throws Exception {
    server.server.close();
    server.server = server.builder().storeReplies(false).build();
    server.start();
    topicMade();
    answering("questions");
    requester.request(message("x"), TIMEOUT);
    server.time.advance(SECOND);
    assertThat(replies.get(0).get().getOffsetMsgId()).isEqualTo("0");
    assertThat(server.call(pull("DefaultCluster_REPLY_TOPIC", 0)).code())
        .isNotEqualTo(ResponseCode.SUCCESS);
  }

  @Test
  void the_first_request_for_a_new_topic_reaches_whoever_comes_to_look() throws Exception {
    answering("questions");
    assertThat(text(requester.request(message("anybody?"), TIMEOUT))).isEqualTo("anybody?");
  }

  @Test
  void a_long_reply_is_compressed_on_its_way_and_read_by_who_waits() throws Exception {
    topicMade();
    answering("questions");
    answer = asked -> "long ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    assertThat(requester.request(message("x"), TIMEOUT).getBody()).hasSize(50_000);
  }

  @Test
  void a_request_to_a_queue_and_one_by_selector_get_their_replies() throws Exception {
    topicMade();
    answering("questions");
    MessageQueue queue = new MessageQueue("questions", "broker-a", 2);
    assertThat(text(requester.request(message("queue"), queue, TIMEOUT))).isEqualTo("queue");
    long third = next.get(2);
    List<MessageQueue> offered = new ArrayList<>();
    Message reply =
        requester.request(
            message("selector"),
            (queues, copy, arg) -> {
              offered.addAll(queues);
              return queues.get((int) arg);
            },
            2,
            TIMEOUT);
    assertThat(text(reply)).isEqualTo("selector");
    assertThat(next.get(2)).isEqualTo(third + 1);
    assertThat(offered).hasSize(4);
  }

  private final class Heard implements RequestCallback {
    final List<Object> heard = new ArrayList<>();

    @Override
    public void onSuccess(Message message) {
      assertThat(net.loop().inside()).isFalse();
      heard.add(text(message));
    }

    @Override
    public void onException(Throwable e) {
      assertThat(net.loop().inside()).isFalse();
      heard.add(e);
    }
  }

  @Test
  void callbacks_hear_the_reply_once_and_not_of_the_send() throws Exception {
    topicMade();
    thinking = SECOND;
    answering("questions");
    Heard byTopic = new Heard();
    Heard byQueue = new Heard();
    Heard bySelector = new Heard();
    requester.request(message("a"), byTopic, TIMEOUT);
    requester.request(message("b"), new MessageQueue("questions", "broker-a", 1), byQueue, TIMEOUT);
    requester.request(
        message("c"), (queues, copy, arg) -> queues.get(0), null, bySelector, TIMEOUT);
    CompletableFuture<Message> future = requester.requestAsync(message("d"), TIMEOUT);
    server.time.advance(Duration.ofMillis(900));
    assertThat(byTopic.heard).isEmpty();
    server.time.advance(Duration.ofSeconds(20));
    assertThat(byTopic.heard).containsExactly("a");
    assertThat(byQueue.heard).containsExactly("b");
    assertThat(bySelector.heard).containsExactly("c");
    assertThat(text(future.get())).isEqualTo("d");
  }

  @Test
  void a_thousand_requests_in_parallel_each_get_their_own_reply() throws Exception {
    topicMade();
    answering("questions");
    Map<String, CompletableFuture<Message>> asked = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      asked.put("question " + i, requester.requestAsync(message("question " + i), 60_000));
    }
    server.time.advance(Duration.ofSeconds(30));
    for (Map.Entry<String, CompletableFuture<Message>> each : asked.entrySet()) {
      assertThat(text(each.getValue().get())).isEqualTo(each.getKey());
    }
    assertThat(replies).hasSize(1_000).allMatch(CompletableFuture::isDone);
  }

  @Test
  void without_a_reply_the_caller_waits_for_just_its_time() throws Exception {
    topicMade();
    long start = millis();
    assertThatThrownBy(() -> requester.request(message("x"), 1_234))
        .isInstanceOf(RequestTimeoutException.class)
        .hasMessage(
            "CODE: 10006  DESC: send request message to <questions> OK, but wait reply message"
                + " timeout, 1234 ms.")
        .extracting(e -> ((RequestTimeoutException) e).getResponseCode())
        .isEqualTo(10006);
    assertThat(millis() - start).isEqualTo(1_234);
  }

  @Test
  void without_a_reply_the_callback_hears_so_within_a_second() throws Exception {
    topicMade();
    server.time.advance(Duration.ofSeconds(10));
    Heard callback = new Heard();
    requester.request(message("x"), callback, 1_500);
    server.time.advance(Duration.ofMillis(1_499));
    assertThat(callback.heard).isEmpty();
    server.time.advance(SECOND);
    assertThat(callback.heard).hasSize(1);
    assertThat(callback.heard.get(0))
        .isInstanceOf(RequestTimeoutException.class)
        .hasToString(
            "io.skua.client.exception.RequestTimeoutException: CODE: 10006  DESC: request timeout,"
                + " no reply message.");
  }

  @Test
  void a_late_reply_is_taken_from_the_broker_and_dropped() throws Exception {
    topicMade();
    thinking = Duration.ofSeconds(3);
    answering("questions");
    Heard callback = new Heard();
    requester.request(message("x"), callback, 1_000);
    assertThat(catchThrowable(() -> requester.request(message("y"), 1_000)))
        .isInstanceOf(RequestTimeoutException.class);
    server.time.advance(Duration.ofSeconds(10));
    assertThat(callback.heard).hasSize(1).first().isInstanceOf(RequestTimeoutException.class);
    assertThat(replies).hasSize(2);
    for (CompletableFuture<SendResult> reply : replies) {
      assertThat(reply.get().getSendStatus()).hasToString("SEND_OK");
    }
  }

  @Test
  void the_sender_of_a_reply_hears_that_the_requester_has_gone() throws Exception {
    topicMade();
    thinking = Duration.ofSeconds(3);
    answering("questions");
    CompletableFuture<Message> asked = requester.requestAsync(message("x"), 60_000);
    server.time.advance(SECOND);
    String client = requester.buildMQClientId();
    requester.shutdown();
    server.time.advance(Duration.ofSeconds(10));
    assertThat(asked).isCompletedExceptionally();
    assertThatThrownBy(() -> replies.get(0).get())
        .cause()
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining(
            "CODE: 1  DESC: push reply message fail, channel of <" + client + "> not found.");
  }

  @Test
  void a_reply_that_names_no_client_is_refused() throws Exception {
    Message reply = new Message("DefaultCluster_REPLY_TOPIC", bytes("x"));
    MessageAccessor.putProperty(reply, MessageConst.PROPERTY_MESSAGE_TYPE, "reply");
    assertThatThrownBy(() -> replier.send(reply))
        .hasMessageContaining("reply message properties[REPLY_TO_CLIENT] is null");
  }

  @Test
  void requests_that_wait_end_at_once_when_their_producer_is_shut_down() throws Exception {
    topicMade();
    DefaultMQProducer other = new DefaultMQProducer("others", registry);
    other.setNamesrvAddr(SERVER.toString());
    other.setInstanceName(requester.getInstanceName());
    other.start();
    CompletableFuture<Message> kept = other.requestAsync(message("x"), 60_000);
    List<CompletableFuture<Message>> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(requester.requestAsync(message("x"), 60_000));
    }
    server.time.advance(SECOND);
    long start = millis();
    requester.shutdown();
    server.time.advance(Duration.ofMillis(10));
    assertThat(millis() - start).isLessThan(1_000);
    for (CompletableFuture<Message> each : asked) {
      assertThatThrownBy(each::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(MQClientException.class)
          .hasMessageContaining("shut down while a request waited for its reply");
    }
    assertThat(kept).isNotDone();
    assertThatThrownBy(() -> requester.request(message("x"), TIMEOUT))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("service state not OK");
  }

  @Test
  void a_request_that_cannot_be_sent_ends_at_once_with_the_cause() throws Exception {
    server.server.close();
    server.server = server.builder().autoCreateTopics(false).build();
    server.start();
    long start = millis();
    assertThatThrownBy(() -> requester.request(message("x"), 60_000))
        .isInstanceOf(SendFailedException.class)
        .hasMessageContaining("send request message to <questions> fail")
        .hasCauseInstanceOf(TopicNotFoundException.class);
    Heard callback = new Heard();
    requester.request(message("x"), callback, 60_000);
    server.time.advance(SECOND);
    assertThat(callback.heard).hasSize(1).first().isInstanceOf(TopicNotFoundException.class);
    assertThat(millis() - start).isLessThan(10_000);
  }

  @Test
  void a_message_that_is_not_fit_to_be_sent_is_refused() {
    assertThatThrownBy(() -> requester.request(new Message("questions", new byte[0]), TIMEOUT))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("the message body length is zero");
    assertThatThrownBy(
            () ->
                requester.request(message("x"), new MessageQueue("others", "broker-a", 0), TIMEOUT))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("does not match its target message queue");
  }
}
