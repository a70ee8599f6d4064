package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDataEncoder;
import io.skua.common.message.Message;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A traced producer and a server, both ours and as they are out of the box. */
class TraceStoryTest {
  private static final String TRACES = "RMQ_SYS_TRACE_TOPIC";

  private final ServerFixture server = new ServerFixture();
  private final ClientRegistry registry =
      new ClientRegistry(server.time, name -> server.network.net("10.0.0.8"));

  private DefaultMQProducer traced() throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer("group", registry);
    producer.setNamesrvAddr(ServerFixture.SERVER.toString());
    producer.setClientIP("10.0.0.8");
    producer.setEnableTrace(true);
    producer.start();
    return producer;
  }

  private void tracedMessageIsThere() throws Exception {
    DefaultMQProducer producer = traced();
    Message message = new Message("orders", "TagA", "k1", ServerFixture.bytes("hello"));
    SendResult sent = producer.send(message);
    producer.shutdown();
    byte[] pulled = server.call(ServerFixture.pull(TRACES, 0)).bodyBytes();
    MessageRecord record = MessageRecord.parseAll(pulled, 0, pulled.length).get(0);
    assertThat(MessageProperties.parse(record.properties()))
        .containsEntry("KEYS", sent.getMsgId() + " k1");
    List<TraceContext> traces =
        TraceDataEncoder.decoderFromTraceDataString(
            new String(record.body(), StandardCharsets.UTF_8));
    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).getRegionId()).isEqualTo("DefaultRegion");
    assertThat(traces.get(0).getTraceBeans().get(0).getOffsetMsgId())
        .isEqualTo(sent.getOffsetMsgId());
    assertThat(traces.get(0).getTraceBeans().get(0).getStoreHost())
        .isEqualTo(ServerFixture.SERVER.toString());
  }

  @Test
  void a_trace_arrives_where_topics_are_made_by_sending() throws Exception {
    server.start();
    tracedMessageIsThere();
  }

  @Test
  void a_trace_arrives_where_they_are_not() throws Exception {
    server.start();
    server.call(ServerFixture.message("orders", "makes the topic"));
    server.server.close();
    server.server = server.builder().autoCreateTopics(false).build();
    server.start();
    server.time.advance(Duration.ofSeconds(1));
    tracedMessageIsThere();
  }
}
